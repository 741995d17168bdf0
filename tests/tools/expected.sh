#!/usr/bin/env bash
# The tables of samples/*.txt are those of tests/expected/, to the byte. Whoever changes them on purpose writes them anew, looks
# at the difference and commits it with the change: tests/tools/expected.sh BAOGAO --write
# usage: tests/tools/expected.sh BAOGAO [--write]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
program=$(realpath "$1")
cd "$top" # messages name the file of --meta as it is given
"$program" convert samples/*.txt --meta samples/meta.csv -o "$out" --format csv --csv-raw --quiet 2>"$out/log" || { cat "$out/log"; exit 1; }
rm -f "$out/changes.csv" "$out/indicators.csv" "$out/datapackage.json" "$out/.baogao-memory" "$out/log" # of no report
if [ "${2:-}" = --write ]; then
  mkdir -p tests/expected
  cp "$out"/*.csv tests/expected/
  exit 0
fi
diff -r -u tests/expected "$out" && exit 0
echo "the tables of samples/ are not those of tests/expected; if they should not be: tests/tools/expected.sh BAOGAO --write" >&2
exit 1
