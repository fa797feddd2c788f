printf 'pipeline: nightly\nfrom: klipp.placements\nsteps:\n\302\240\302\240- validate: placement\n\302\240\302\240- bill\nto: [peppol]\n' > config/pipelines/nightly.yaml
