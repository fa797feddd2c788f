sed -i 's/^  peppol:.*/  peppol: { use: peppol-outbox, transport: { http: { url: "https:\/\/ekonomi.example.se", certificate: a.pem, key: b.pem, certificate_key: b.pem } } }/' config/connections.yaml
