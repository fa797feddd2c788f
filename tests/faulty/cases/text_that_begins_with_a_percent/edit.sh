sed -i 's/document: "Avtal 1"/document: %1/' config/agreements/agreements.yaml
