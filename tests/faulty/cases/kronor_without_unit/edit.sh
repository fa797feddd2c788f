sed -i 's/"1895.00 kr"/1895/' config/prices/prices.yaml
