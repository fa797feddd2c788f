sed -i 's/"7300010000001"/"7300010000002"/' config/agreements/parties.yaml
