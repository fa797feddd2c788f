sed -i 's/document: Avtal 1/document: Avtal: 1/' config/prices/prices.yaml
