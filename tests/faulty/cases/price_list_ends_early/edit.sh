sed -i 's/valid_from: 2026-01-01/&, valid_to: 2026-12-31/' config/prices/prices.yaml
