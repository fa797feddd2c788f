sed -i 's/2016-01-01/2025-02-29/' config/agreements/agreements.yaml
