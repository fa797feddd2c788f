sed -i 's/folder: ..\/inbox/folder:..\/inbox/' config/connections.yaml
