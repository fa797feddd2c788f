#!/bin/sh
# Adds to an installed tree what the program itself knows: manual pages, completion, schema; and the configuration to begin
# with.   add_made_files.sh TREE MULTIARCH
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
