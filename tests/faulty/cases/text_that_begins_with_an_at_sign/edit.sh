sed -i 's/email: vfu@ost.example/email: @ost.example/' config/agreements/parties.yaml
