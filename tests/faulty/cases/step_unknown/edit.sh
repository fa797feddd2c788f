sed -i 's/- bill/- bil/' config/pipelines/nightly.yaml
