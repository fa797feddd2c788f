sed -i 's/"0 2 \* \* \*"/"0 0 2 * * *"/' config/pipelines/nightly.yaml
