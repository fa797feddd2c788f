sed -i 's/format: { csv:/format: { cvs:/' config/connectors/blad/connector.yaml
