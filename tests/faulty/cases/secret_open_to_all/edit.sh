chmod 644 config/secrets/pseudonym_key
