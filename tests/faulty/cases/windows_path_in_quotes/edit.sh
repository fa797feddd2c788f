sed -i 's/folder: ..\/inbox/folder: "C:\\inbox"/' config/connections.yaml
