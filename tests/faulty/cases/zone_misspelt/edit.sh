sed -i 's/Stockholm/Stokholm/' config/pipelines/nightly.yaml
