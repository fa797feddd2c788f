mv config/prices/prices.yaml config/price.yaml
