printf 'pipeline: nightly\nfrom: klipp.placements\nsteps:\n  - validate: placement\n  \t- bill\nto: [peppol]\n' > config/pipelines/nightly.yaml
