sed -i 's/use: klipp/use: klip/' config/connections.yaml
