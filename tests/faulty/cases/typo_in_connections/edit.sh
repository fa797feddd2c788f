sed -i 's/folder: ..\/inbox/foldr: ..\/inbox/' config/connections.yaml
