sed -i 's/missed: run_once/calendar: term/' config/pipelines/nightly.yaml
