rm -r config
