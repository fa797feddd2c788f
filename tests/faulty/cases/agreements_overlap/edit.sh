cat >> config/agreements/agreements.yaml <<'E'
  - id: uni-kommun-2
    institution: uni
    provider: kommun
    valid_from: 2024-01-01
    programmes: [SSK]
E
