sed -i 's/2016-01-01/2016-13-01/' config/agreements/agreements.yaml
