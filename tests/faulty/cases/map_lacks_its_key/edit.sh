sed -i '/^      id:/d' config/connectors/blad/connector.yaml
