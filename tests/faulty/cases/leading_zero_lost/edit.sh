sed -i 's/scheme: "0088"/scheme: 88/' config/agreements/parties.yaml
