sed -i 's/^  - bill/    - bill/' config/pipelines/nightly.yaml
