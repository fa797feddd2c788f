sed -i 's/^  klipp:  {/  klipp: \&klipp {/;s/^  blad: .*/  blad: *klipp/' config/connections.yaml
