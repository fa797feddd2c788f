sed -i 's/first: 30s, longest: 1h/first: 2h, longest: 1h/' config/sluss.yaml
