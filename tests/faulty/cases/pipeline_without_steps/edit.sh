sed -i '/^steps:/,/bill/d' config/pipelines/nightly.yaml
