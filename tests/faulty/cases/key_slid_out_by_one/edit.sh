sed -i 's/^    provider: kommun/   provider: kommun/' config/agreements/agreements.yaml
