sed -i 's/longest: 1h/longest: 1 hour/' config/sluss.yaml
