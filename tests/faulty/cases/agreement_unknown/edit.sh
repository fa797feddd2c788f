sed -i 's/agreement: uni-kommun/agreement: uni-komun/' config/prices/prices.yaml
