sed -i 's/Start, as: date/Start, as: day/' config/connectors/blad/connector.yaml
