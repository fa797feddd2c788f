sed -i 's/hsa_id:/hsaid:/' config/agreements/parties.yaml
