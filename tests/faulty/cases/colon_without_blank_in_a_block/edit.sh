sed -i 's/^store: /store:/' config/sluss.yaml
