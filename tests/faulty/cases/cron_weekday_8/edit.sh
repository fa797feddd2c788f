sed -i 's/"0 2 \* \* \*"/"0 2 * * 8"/' config/pipelines/nightly.yaml
