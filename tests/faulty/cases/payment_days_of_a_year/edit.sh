sed -i 's/payment_days: 30/payment_days: 3000/' config/agreements/agreements.yaml
