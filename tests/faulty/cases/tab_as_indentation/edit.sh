printf 'prices:\n\t- { agreement: uni-kommun, programme: "*", valid_from: 2026-01-01, week: "1895.00 kr", document: Avtal 1 }\n' > config/prices/prices.yaml
