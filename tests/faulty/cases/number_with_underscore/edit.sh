sed -i 's/payment_days: 30/payment_days: 1_000/' config/agreements/agreements.yaml
