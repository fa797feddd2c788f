#!/bin/sh
# Adds to an installed tree what the program itself knows: manual pages, completion, schema; the configuration to begin with;
# and the list of what it is made of.   add_made_files.sh TREE MULTIARCH VERSION
set -eu
here=$(dirname "$0")
tree=$1
libraries="$tree/usr/lib/$2"
share="$tree/usr/share"

sluss() { LD_LIBRARY_PATH="$libraries" "$tree/usr/bin/sluss" --plugins "$libraries/sluss/plugins" "$@"; }

mkdir -p "$share/man/man1" "$share/man/man5" "$share/bash-completion/completions" "$tree/etc"
cp -R "$here/../etc/sluss" "$tree/etc/sluss"
sluss -c "$tree/etc/sluss" schema > "$share/sluss/sluss.schema.json"
sluss -c "$tree/etc/sluss" reference --man "$share/man"
sluss completion bash > "$share/bash-completion/completions/sluss"
LD_LIBRARY_PATH="$libraries" python3 -B "$here/sbom.py" "$3" "$here/../packages.txt" "$tree/usr/bin/sluss" \
  "$libraries/libsluss.so.1" "$libraries"/sluss/plugins/*.so > "$share/sluss/sbom.spdx.json"
