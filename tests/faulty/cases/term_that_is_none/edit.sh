sed -i 's/term: VT2027/term: V2027/' config/placing/placing.yaml
