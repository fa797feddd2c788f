sed -i 's/"0088"/0123/' config/agreements/parties.yaml
