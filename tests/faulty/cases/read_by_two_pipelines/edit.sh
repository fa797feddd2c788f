sed 's/pipeline: nightly/pipeline: again/' config/pipelines/nightly.yaml > config/pipelines/again.yaml
