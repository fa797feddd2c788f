sed -i 's/student.name: Namn/student.name:/' config/connectors/blad/connector.yaml
