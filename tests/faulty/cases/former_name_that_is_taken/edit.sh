sed -i 's/^  key:    {/  pseudonyms: { formerly: [key, folder],/; s/{key}/{pseudonyms}/' config/connectors/blad/connector.yaml
sed -i 's/key: "secret/pseudonyms: "secret/' config/connections.yaml
