sed -i 's/folder: ..\/inbox/folder: "C:\\new"/' config/connections.yaml
