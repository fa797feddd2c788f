sed -i 's/answer_by/anser_by/' config/placing/placing.yaml
