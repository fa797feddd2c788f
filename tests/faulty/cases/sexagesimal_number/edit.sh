sed -i 's/cron: "0 2 \* \* \*"/cron: 12:30/' config/pipelines/nightly.yaml
