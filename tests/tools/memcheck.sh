#!/usr/bin/env bash
# No read of unset or foreign memory and no leak under valgrind, over all of samples/ in every format.
# usage: tests/tools/memcheck.sh BAOGAO     a binary without sanitizers
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
status=0
timeout 500 valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible \
  --errors-for-leak-kinds=definite,indirect,possible \
  "$1" convert "$top/samples" -o "$out/tables" --format csv,xlsx,jsonl,sqlite -j 2 --quiet >"$out/log" 2>&1 || status=$?
if [ "$status" -gt 1 ]; then # 0 and 1: converted, with or without refused samples
  cat "$out/log"
  exit 1
fi
