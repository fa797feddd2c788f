sed -i 's/"1895.00 kr"/”1895.00 kr”/' config/prices/prices.yaml
