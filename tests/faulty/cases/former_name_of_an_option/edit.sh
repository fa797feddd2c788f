mkdir config/connections
cat > config/connections/mer.yaml <<'YAML'
mer:
  use: peppol-outbox
  transport:
    http:
      url: https://ekonomi.example.se/fakturor
      token: "secret:pseudonym_key"
      certificate: tls/sluss.pem
      "key": tls/sluss-key.pem   # as it was called
YAML
