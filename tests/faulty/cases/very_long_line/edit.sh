long=$(printf 'SSK%04d, ' $(seq 1 200))
sed -i "s/programmes: .*/programmes: [${long}no, FYS]/" config/agreements/agreements.yaml
