sed -i 's/Europe.Stockholm/CET+1/' config/pipelines/nightly.yaml
