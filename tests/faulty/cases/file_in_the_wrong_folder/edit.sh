mv config/prices/prices.yaml config/agreements/
