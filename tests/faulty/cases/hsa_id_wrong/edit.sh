sed -i 's/SE2129990012-E0001/SE2129990012E0001/' config/agreements/parties.yaml
