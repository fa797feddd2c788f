sed -i 's/peppol: {/pepol: {/' config/pipelines/nightly.yaml
