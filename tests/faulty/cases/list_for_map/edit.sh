sed -i 's/^  klipp: .*/  klipp:\n    - use: klipp\n    - folder: ..\/inbox/' config/connections.yaml
