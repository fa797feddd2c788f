sed -i 's/type: path, required: true, text: Where/type: folder, required: true, text: Where/' config/connectors/blad/connector.yaml
