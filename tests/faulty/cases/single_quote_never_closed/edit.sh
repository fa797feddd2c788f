sed -i 's/"peppol"'\'' }/"peppol" }/' config/pipelines/nightly.yaml
