cat >> config/connectors/blad/connector.yaml <<'Y'
    steps:
      - jq: 'select(.programe != "DIE" and .start)'
Y
