sed -i 's/^  blad: .*/  blad: { <<: klipp, folder: ..\/blad }/' config/connections.yaml
