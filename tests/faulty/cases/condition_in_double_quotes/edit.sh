sed -i 's/'\''.buyer.channel == "peppol"'\''/".buyer.channel == "peppol""/' config/pipelines/nightly.yaml
