sed -i 's/"11-15"/"11-31"/' config/agreements/agreements.yaml
