sed -i 's/"2029990013"/"2029990014"/' config/agreements/parties.yaml
