printf 'store: ../var/sluss.db\r\nretry: { frist: 30s }\r\n' > config/sluss.yaml
