sed -i 's/buyer.channel/buyer.chanel/' config/pipelines/nightly.yaml
