#!/bin/sh
# Builds everything, runs every test, and ends with the line `N passed, N failed`. Exit code 0 when none failed.
set -u
cd "$(dirname "$0")/../.." || exit 2

build() {
  mkdir -p build &&
    cmake --preset release > build/configure.log 2>&1 || { cat build/configure.log; return 1; }
  cmake --build --preset release
}

if ! build; then
  echo "The build failed; no test was run."
  echo "0 passed, 1 failed"
  exit 1
fi

results="$PWD/build/release/results.xml"
rm -f "$results"
ctest --preset release -j "$(nproc)" --output-junit "$results"
code=$?

# The first <testsuite> names the counts: tests="12" failures="0" disabled="0" skipped="1".
count() { sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "$results" 2> /dev/null | head -n 1; }
tests=$(count tests)
failed=$(count failures)
set_aside=$(($(count disabled) + $(count skipped)))
if [ -z "$tests" ]; then
  echo "The tests gave no result."
  echo "0 passed, 1 failed"
  exit 1
fi
if [ "$set_aside" -gt 0 ]; then
  echo "$set_aside skipped, because:"
  grep -A 1 ': Skipped$' "$results" | grep -v -e ': Skipped$' -e '^--$' | sort -u
fi
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$((tests - failed - set_aside)) passed, $failed failed"
exit "$code"
