sed -i 's/valid_from: 2016-01-01/&\n    valid_to: 2015-12-31/' config/agreements/agreements.yaml
