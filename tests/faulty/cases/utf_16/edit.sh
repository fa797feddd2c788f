printf '\377\376s\0t\0o\0r\0e\0:\0 \0x\0\n\0' > config/sluss.yaml
