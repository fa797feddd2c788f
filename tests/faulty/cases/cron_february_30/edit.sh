sed -i 's/"0 2 \* \* \*"/"0 2 30 2 *"/' config/pipelines/nightly.yaml
