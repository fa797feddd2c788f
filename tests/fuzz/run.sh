#!/bin/sh
# usage: tests/fuzz/run.sh [SECONDS [FORMAT...]]: libFuzzer on every format that has a corpus, two minutes each.
# Build before: cmake --preset fuzz && cmake --build --preset fuzz --target fuzz_codec   (clang-19, libclang-rt-19-dev)
# What it finds lies in build/fuzz/found; mend it, and put the file into plugins/FORMAT/testdata/corpus.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-120}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- $(for folder in plugins/*/testdata/corpus; do basename "${folder%/testdata/corpus}"; done)

found=build/fuzz/found
mkdir -p "$found"
failed=
for format in "$@"; do
  grown=build/fuzz/corpus/$format
  mkdir -p "$grown"
  echo "== $format"
  build/fuzz/bin/fuzz_codec --codec="$format" "$grown" "plugins/$format/testdata/corpus" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=8192 -print_final_stats=1 \
    -artifact_prefix="$found/$format-" > "$found/$format.log" 2>&1 || failed="$failed $format"
  grep -E 'ERROR|SUMMARY|it is read|stat::number_of_executed|DONE' "$found/$format.log" || true
done
[ -z "$failed" ] || { echo "failed:$failed; see $found" >&2; exit 1; }
