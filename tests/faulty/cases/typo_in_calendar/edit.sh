sed -i 's/except:/exept:/' config/calendars.yaml
