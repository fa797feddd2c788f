sed -i 's/blad.placements/blad.placement/' config/pipelines/nightly.yaml
