#!/bin/sh
# Proves that the tests can fail: breaks the code on purpose, one mutation at a time, and expects the named tests to see
# it. A mutation that nobody sees, or that no longer applies, is a failure.   tests/mutations/run.sh [NAME ...]
#
# A mutation is a patch with a head: what it breaks, what to build, which tests must fail.
set -u
here=$(cd "$(dirname "$0")" && pwd)
house=$(cd "$here/../.." && pwd)
tree="$house/build/mutant"
export CCACHE_BASEDIR=/ CCACHE_NOHASHDIR=1 SLUSS_KILLS="${SLUSS_KILLS:-40}" SLUSS_NIGHT_KILLS="${SLUSS_NIGHT_KILLS:-12}"

field() { sed -n "s/^$1: //p" "$2" | head -n 1; }

# The words of a head's `build` line are several targets.
build() {
  # shellcheck disable=SC2046
  cmake --build "$tree/build/release" --target $(field build "$1") > "$tree/build/log" 2>&1
}

tests_pass() { ctest --test-dir "$tree/build/release" -R "$(field tests "$1")" --stop-on-failure > "$tree/build/log" 2>&1; }

tests_exist() { ctest --test-dir "$tree/build/release" -N -R "$(field tests "$1")" | grep -q 'Test *#'; }

judge() {
  git -C "$tree" apply "$1" 2> "$tree/build/log" || { echo "DOES NOT APPLY"; return 1; }
  if ! build "$1"; then verdict="DOES NOT BUILD"
  elif tests_pass "$1"; then verdict="NOT SEEN"
  else verdict=seen
  fi
  git -C "$tree" checkout -q -- .
  echo "$verdict"
  [ "$verdict" = seen ]
}

git -C "$house" worktree remove --force "$tree" 2> /dev/null
git -C "$house" worktree add -q --detach "$tree" HEAD || exit 2
trap 'git -C "$house" worktree remove --force "$tree"' EXIT
mkdir -p "$tree/build"
(cd "$tree" && cmake --preset release > build/log 2>&1) || { cat "$tree/build/log"; exit 2; }

seen=0 missed=0
[ $# -gt 0 ] || set -- $(ls "$here" | sed -n 's/\.patch$//p')
for name in "$@"; do
  patch="$here/$name.patch"
  build "$patch" || { echo "$name: the code does not build without it"; missed=$((missed + 1)); continue; }
  tests_exist "$patch" || { echo "$name: no such test: $(field tests "$patch")"; missed=$((missed + 1)); continue; }
  tests_pass "$patch" || { echo "$name: its tests fail without it"; missed=$((missed + 1)); continue; }
  printf '%s: ' "$name"
  if judge "$patch"; then seen=$((seen + 1)); else missed=$((missed + 1)); fi
done
echo "$seen mutations seen, $missed not"
[ "$missed" -eq 0 ]
