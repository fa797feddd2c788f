sed -i 's/^schedule:/shedule:/' config/pipelines/nightly.yaml
