sed -i 's/required: true, text: Where/requierd: true, text: Where/' config/connectors/blad/connector.yaml
