chmod 0 config/prices/prices.yaml
