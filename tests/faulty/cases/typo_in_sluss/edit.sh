sed -i 's/^store:/stoer:/' config/sluss.yaml
