sed -i 's/^  key:    {/  pseudonyms: { formerly: key,/' config/connectors/blad/connector.yaml
