sed -i 's/"secret:pseudonym_key"/"$PSEUDONYM_KEY"/' config/connections.yaml
