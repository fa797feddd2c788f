sed -i 's/24 months/24/' config/sluss.yaml
