sed -i 's/from: Start, as: date, format: D\/M\/YYYY/from: Start, as: date, format: dd\/mm\/yy/' config/connectors/blad/connector.yaml
