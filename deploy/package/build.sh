#!/bin/sh
# Makes the Debian packages of the build in BUILD into build/packages, and has lintian look at them.
#   deploy/package/build.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
SLUSS_BUILD=$(realpath "$1")
export SLUSS_BUILD
version=$(sed -n 's/^project(sluss VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
packages=build/packages
tree=build/package/source

# dpkg-buildpackage looks for debian/ at the top of a source: a tree with what stands here beside it.
rm -rf build/package "$packages"
mkdir -p "$tree" "$packages"
cp -R deploy/debian "$tree/debian"
for part in config deploy docs; do ln -s "$PWD/$part" "$tree/$part"; done
cp deploy/systemd/sluss.service "$tree/debian/sluss.sluss.service"
for unit in deploy/systemd/sluss-alarms.*; do cp "$unit" "$tree/debian/sluss.$(basename "$unit")"; done

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
maintainer=$(sed -n 's/^Maintainer: //p' "$tree/debian/control")
cat > "$tree/debian/changelog" << END
sluss ($version) bookworm; urgency=medium

  * What has changed stands in CHANGELOG.md.

 -- $maintainer  $(date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")
END

log=build/package/build.log
(cd "$tree" && dpkg-buildpackage --build=binary --no-sign) > "$log" 2>&1 || {
  tail -n 60 "$log"
  echo "The package could not be built; all that was said: $log" >&2
  exit 1
}
cp build/package/sluss*_*.deb build/package/sluss_*.changes build/package/sluss_*.buildinfo "$packages"
lintian --allow-root --display-info --pedantic --fail-on error,warning "$packages"/sluss_*.changes
ls -l "$packages"/*.deb
