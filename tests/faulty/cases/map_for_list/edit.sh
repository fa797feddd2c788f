sed -i 's/^  - id: uni-kommun/    id: uni-kommun/' config/agreements/agreements.yaml
