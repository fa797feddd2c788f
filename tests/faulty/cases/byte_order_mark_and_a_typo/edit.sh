printf '\357\273\277stoer: ../var/sluss.db\n' > config/sluss.yaml
