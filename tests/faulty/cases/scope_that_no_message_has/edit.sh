sed -i 's/^    map:/    content: snapshot\n    scope: [terms, institution.id]\n    map:/' config/connectors/blad/connector.yaml
