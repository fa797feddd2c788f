sed -i 's/folder: ..\/blad, key: "secret:pseudonym_key"/foldr: ..\/blad, key: hunter2-and-some-more-letters/' config/connections.yaml
