sed -i 's/valid_from:/valid_form:/' config/prices/prices.yaml
