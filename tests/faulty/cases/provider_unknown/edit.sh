sed -i 's/provider: kommun/provider: komunen/' config/agreements/parties.yaml
