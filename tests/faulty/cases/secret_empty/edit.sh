: > config/secrets/pseudonym_key
