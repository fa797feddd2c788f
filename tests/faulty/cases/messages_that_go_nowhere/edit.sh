sed -i '/- bill/d;/^to:/,$d' config/pipelines/nightly.yaml
echo 'to: []' >> config/pipelines/nightly.yaml
