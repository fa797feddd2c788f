sed -i 's/^agreements:/agreements: []\n---\nagreements:/' config/agreements/agreements.yaml
