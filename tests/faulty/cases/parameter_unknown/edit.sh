sed -i 's/{folder}/{foldern}/' config/connectors/blad/connector.yaml
