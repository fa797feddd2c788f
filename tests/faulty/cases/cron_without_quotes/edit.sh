sed -i 's/^schedule: .*/schedule:\n  cron: *\/5 * * * */' config/pipelines/nightly.yaml
