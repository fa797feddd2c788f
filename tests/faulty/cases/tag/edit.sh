sed -i 's/payment_days: 30/payment_days: !!int "30"/' config/agreements/agreements.yaml
