sed -i 's/then: archive/then: Archive/' config/connectors/blad/connector.yaml
