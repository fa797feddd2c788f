ln -s nowhere.yaml config/prices/more.yaml
