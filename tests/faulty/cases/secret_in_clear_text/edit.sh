sed -i 's/"secret:pseudonym_key"/hunter2-and-some-more-letters-of-it/' config/connections.yaml
