sed -i 's/programmes: .*/&\n    types: [vfu, apl]/' config/agreements/agreements.yaml
