sed -i 's/^  blad: .*/&\n  blad: { use: blad, folder: ..\/other, key: "secret:pseudonym_key" }/' config/connections.yaml
