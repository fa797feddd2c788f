sed -i 's/valid_from: 2026-01-01/valid_from: 1\/1 2026/' config/prices/prices.yaml
