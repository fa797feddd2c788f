sed -i 's/key: "${key}"/key: "correct horse battery staple, and more"/' config/connectors/blad/connector.yaml
