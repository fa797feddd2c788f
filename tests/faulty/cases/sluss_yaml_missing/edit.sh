rm config/sluss.yaml
