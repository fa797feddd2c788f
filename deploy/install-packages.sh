#!/bin/sh
# Installs what is missing of the Debian packages in packages.txt, or in the list that is named. Needs no network when nothing
# is missing.
set -eu
list=${1:-"$(dirname "$0")/packages.txt"}

missing=
for package in $(grep -v '^#' "$list"); do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo > /dev/null; then
    echo "These packages are missing, and installing them takes root or sudo:$missing" >&2
    exit 1
  fi
  root=sudo
fi

# Of the SSH server the tests start the program themselves: nothing is to listen on this machine because of them.
unit=/etc/systemd/system/ssh.service
case "$missing " in
  *" openssh-server "*)
    if [ ! -e "$unit" ] && [ ! -L "$unit" ]; then
      echo "The SSH service is kept from starting; to have it: systemctl unmask ssh && systemctl enable --now ssh"
      $root mkdir -p "${unit%/*}"
      $root ln -s /dev/null "$unit"
    fi
    ;;
esac

# Of PostgreSQL likewise: no cluster is made, so that there is nothing to start.
settings=/etc/postgresql-common/createcluster.d/sluss.conf
case "$missing " in
  *" postgresql "*)
    if [ ! -e "$settings" ]; then
      echo "No PostgreSQL cluster is made; to have one: rm $settings && pg_createcluster VERSION main --start"
      $root mkdir -p "${settings%/*}"
      echo "create_main_cluster = false" | $root tee "$settings" > /dev/null
    fi
    ;;
esac

echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q
$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
