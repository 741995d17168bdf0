#!/usr/bin/env bash
# Mutates files of each format so many times under the sanitizers (libFuzzer, part by part in packed formats) and looks
# through what is read: the first finding ends it and is kept in build/fuzz/found.
# usage: tests/fuzz/formats.sh COUNT [FORMAT...]     html docx odt xlsx zip mail pdf where none is named
# With BAOGAO_FUZZERS=FOLDER the targets of that build are taken, else those of the preset fuzzing are built.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
count=$1 home=${FUZZ_HOME:-build/fuzz}
shift
[ $# -gt 0 ] || set -- html docx odt xlsx zip mail pdf
if [ -z "${BAOGAO_FUZZERS:-}" ]; then
  cmake --preset fuzzing >/dev/null
  cmake --build --preset fuzzing $(printf -- '--target fuzz_format_%s ' "$@") >/dev/null
  BAOGAO_FUZZERS=build/fuzzing/tests
fi
mkdir -p "$home/found"
python3 tests/fuzz/format_seeds.py "$home/seeds"
for format in "$@"; do
  mkdir -p "$home/corpus/format_$format" "$home/seeds/$format"
  if ! "$BAOGAO_FUZZERS/fuzz_format_$format" -runs="$count" -seed=1 -max_len=65536 -timeout=60 -rss_limit_mb=3000 \
    -artifact_prefix="$home/found/format_$format-" -print_final_stats=1 "$home/corpus/format_$format" "$home/seeds/$format" \
    >"$home/last-format_$format" 2>&1; then
    tail -40 "$home/last-format_$format"
    exit 1
  fi
  echo "$format: $(sed -n 's/^stat::number_of_executed_units: *//p' "$home/last-format_$format") files read"
done
