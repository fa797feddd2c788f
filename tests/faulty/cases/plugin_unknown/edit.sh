sed -i 's/file: { folder/fil: { folder/' config/connectors/blad/connector.yaml
