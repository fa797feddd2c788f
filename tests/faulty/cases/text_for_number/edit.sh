sed -i 's/payment_days: 30/payment_days: thirty/' config/agreements/agreements.yaml
