sed -i 's/^store: .*/store: ..\/var\/sluss.db\nstore: ..\/var\/other.db/' config/sluss.yaml
