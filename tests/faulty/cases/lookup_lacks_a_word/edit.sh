sed -i 's/lookup: { VFU: vfu, Specialist: specialist }/lookup: { VFU: }/' config/connectors/blad/connector.yaml
