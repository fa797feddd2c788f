sed -i 's/"0 2 \* \* \*"/"@daily"/' config/pipelines/nightly.yaml
