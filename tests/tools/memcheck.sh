#!/usr/bin/env bash
# No read of unset or foreign memory and no leak under valgrind, over samples/ in every format.
# usage: tests/tools/memcheck.sh BAOGAO     a binary without sanitizers
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# All that this program reads itself; for PDF and old Word it starts others.
mapfile -t inputs < <(find "$top/samples" -type f ! -name '.*' ! -name '*.pdf' ! -name '*.doc' ! -name '*.wps' ! -name '*.rtf' ! -name meta.csv | LC_ALL=C sort)
status=0
timeout 500 valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible \
  --errors-for-leak-kinds=definite,indirect,possible \
  "$1" convert "${inputs[@]}" -o "$out/tables" --format csv,xlsx,jsonl,sqlite -j 2 --quiet >"$out/log" 2>&1 || status=$?
if [ "$status" != 0 ]; then # every sample is converted
  cat "$out/log"
  exit 1
fi
