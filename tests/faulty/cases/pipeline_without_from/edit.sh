sed -i '/^from:/d' config/pipelines/nightly.yaml
