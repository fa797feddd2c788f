rm config/sluss.yaml
mkdir config/sluss.yaml
