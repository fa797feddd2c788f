sed -i 's/name: Exempelby kommun/name: no/' config/agreements/parties.yaml
