printf 'providers:\n  - { id: kommun, name: \326stra kommunen }\n' > config/agreements/providers.yaml
