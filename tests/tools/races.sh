#!/usr/bin/env bash
# No data race under ThreadSanitizer: samples and kept fuzz inputs on threads, shuffled otherwise in each run, in every
# format. usage: tests/tools/races.sh BAOGAO SHUFFLE     BAOGAO as the preset `threads` builds it; SHUFFLE: e2e/shuffle.c
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for seed in 1 2 3 4 5 6; do
  status=0
  TSAN_OPTIONS="suppressions=$top/tests/tools/threads.supp exitcode=66" LD_PRELOAD=$2 SHUFFLE_SEED=$seed \
    timeout 500 "$1" convert "$top/samples" "$top/tests/fuzz/kept" --all -o "$out/tables" --format csv,xlsx,jsonl,sqlite \
    -j $((2 + seed % 3)) --quiet >"$out/log" 2>&1 || status=$?
  if [ "$status" != 1 ]; then # some of the kept inputs are no texts; all samples are
    cat "$out/log"
    exit 1
  fi
  for sample in "$top"/samples/*.txt; do
    grep -q "^${sample##*/}," "$out/tables/documents.csv" || { echo "${sample##*/} was not converted"; exit 1; }
  done
  sort "$out"/tables/*.csv | sha256sum >>"$out/hashes"
done
[ "$(sort -u "$out/hashes" | wc -l)" = 1 ]
