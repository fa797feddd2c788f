sed -i 's/use: klipp, folder/use: klipp folder/' config/connections.yaml
