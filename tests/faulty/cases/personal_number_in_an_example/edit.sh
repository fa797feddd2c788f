sed -i 's/example: .srv.blad/example: 19121212-1212/' config/connectors/blad/connector.yaml
