sed -i 's/first: 30s/first: 30/' config/sluss.yaml
