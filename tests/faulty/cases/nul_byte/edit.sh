printf 'store: ../var/\000sluss.db\n' > config/sluss.yaml
