sed -i 's/as: upper/as: uper/' config/connectors/blad/connector.yaml
