sed -i 's/secret:pseudonym_key/secret:pseudonym_kye/' config/connections.yaml
