sed -i '/student.protected/d' config/connectors/blad/connector.yaml
