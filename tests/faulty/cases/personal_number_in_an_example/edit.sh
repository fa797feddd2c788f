sed -i 's/example: .srv.blad/example: 19550101-9805/' config/connectors/blad/connector.yaml
