sed -i 's/payment_days/payment_day/' config/agreements/agreements.yaml
