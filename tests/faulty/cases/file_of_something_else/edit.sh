printf '{"store": "x"' > config/sluss.yaml
