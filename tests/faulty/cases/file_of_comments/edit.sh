echo '# nothing yet' > config/connections.yaml
