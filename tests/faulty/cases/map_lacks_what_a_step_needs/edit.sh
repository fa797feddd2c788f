sed -i '/^      start:/d' config/connectors/blad/connector.yaml
