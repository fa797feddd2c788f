: > config/sluss.yaml
