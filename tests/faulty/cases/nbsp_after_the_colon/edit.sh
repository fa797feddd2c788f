printf 'store:\302\240../var/sluss.db\n' > config/sluss.yaml
