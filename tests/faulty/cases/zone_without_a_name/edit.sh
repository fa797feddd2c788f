sed -i 's/timezone: Europe.Stockholm/timezone:/' config/pipelines/nightly.yaml
