sed -i 's/blad.placements\]/blad.placements]]/' config/pipelines/nightly.yaml
