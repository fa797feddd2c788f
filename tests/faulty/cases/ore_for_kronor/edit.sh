sed -i 's/"1895.00 kr"/189500/' config/prices/prices.yaml
