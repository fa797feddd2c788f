mv config/prices/prices.yaml config/prices/prices.yml
