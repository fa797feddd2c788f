sed -i 's/^  - validate: placement/  validate: placement/;s/^  - bill/  bill: {}/' config/pipelines/nightly.yaml
