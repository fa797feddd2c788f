sed -i 's/programme: "\*"/programme: */' config/prices/prices.yaml
