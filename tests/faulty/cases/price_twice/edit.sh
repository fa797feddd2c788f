cat >> config/prices/prices.yaml <<'E'
  - { agreement: uni-kommun, programme: "*", valid_from: 2026-01-01, week: "1941.31 kr", document: Avtal 1 }
E
