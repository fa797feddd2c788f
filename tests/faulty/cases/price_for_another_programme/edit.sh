sed -i 's/programme: "\*"/programme: SKK/' config/prices/prices.yaml
