sed -i 's/\[SSK, FYS\]/[SSK, on]/' config/agreements/agreements.yaml
