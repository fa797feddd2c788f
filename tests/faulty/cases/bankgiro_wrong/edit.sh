sed -i 's/"99000010"/"99000011"/' config/agreements/parties.yaml
