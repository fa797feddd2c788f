sed -i '/- bill/d' config/pipelines/nightly.yaml
