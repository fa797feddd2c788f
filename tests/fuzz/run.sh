#!/bin/sh
# usage: tests/fuzz/run.sh [SECONDS [NAME...]]: libFuzzer on every format and part that has a corpus, two minutes each:
# of processor time, for on a busy machine a minute by the clock may be seconds of work.
# A format is named as its plugin (csv), a part as in tests/fuzz/parts (feed_page).
# Build before: cmake --preset fuzz && cmake --build --preset fuzz --target fuzz_codec fuzz_parts
# (clang-19, libclang-rt-19-dev)
# What it finds lies in build/fuzz/found; mend it, and put the file into the corpus: plugins/FORMAT/testdata/corpus, or
# FOLDER/testdata/fuzz/PART.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-120}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- $(for folder in plugins/*/testdata/corpus; do basename "${folder%/testdata/corpus}"; done) \
  $(for part in tests/fuzz/parts/*.cpp; do basename "${part%.cpp}"; done)

found=build/fuzz/found
mkdir -p "$found"
failed=
for name in "$@"; do
  grown=build/fuzz/corpus/$name
  mkdir -p "$grown"
  if [ -e "tests/fuzz/parts/$name.cpp" ]; then
    program=build/fuzz/bin/fuzz_$name
    corpus=$(echo plugins/"${name%%_*}"/testdata/fuzz/"${name#*_}" core/"${name%%_*}"/testdata/fuzz/"${name#*_}")
    for folder in $corpus; do [ ! -d "$folder" ] || corpus=$folder; done
  else
    program="build/fuzz/bin/fuzz_codec --codec=$name"
    corpus=plugins/$name/testdata/corpus
  fi
  echo "== $name"
  $program "$grown" "$corpus" \
    -timeout=30 -rss_limit_mb=1024 -max_len=8192 -print_final_stats=1 \
    -artifact_prefix="$found/$name-" > "$found/$name.log" 2>&1 &
  fuzzer=$!
  while used=$(ps -o cputimes= -p $fuzzer) && [ -n "$used" ]; do
    [ "$used" -lt "$seconds" ] || kill -INT $fuzzer
    sleep 5
  done
  # 72: it was interrupted, as asked.
  wait $fuzzer || [ $? -eq 72 ] || failed="$failed $name"
  grep -E 'ERROR|SUMMARY|it is read|stat::number_of_executed|interrupted' "$found/$name.log" || true
done
[ -z "$failed" ] || { echo "failed:$failed; see $found" >&2; exit 1; }
