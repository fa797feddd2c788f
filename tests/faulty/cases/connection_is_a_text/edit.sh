sed -i 's/^  klipp: .*/  klipp: klipp/' config/connections.yaml
