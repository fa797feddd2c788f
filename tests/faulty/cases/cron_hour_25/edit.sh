sed -i 's/"0 2 \* \* \*"/"0 25 * * *"/' config/pipelines/nightly.yaml
