#!/usr/bin/env bash
# Converts ../shared/corpus and checks one figure group against its floor. Floors only ever rise.
# usage: tests/corpus.sh BAOGAO scores|panel|documents   (exit 77: the corpus is not there)
set -euo pipefail
baogao=$1
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$top/../shared
if [ ! -d "$shared/gold" ]; then
  echo "skipped: ../shared is not there"
  exit 77
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$baogao" convert "$shared/corpus" -o "$out" --meta "$shared/corpus/meta.csv" --format csv --quiet
case $2 in
scores) python3 "$shared/gold/score.py" "$out" \
    --min sections=0.98,levels=0.99,projects=0.88,stages=0.90,found=0.98,targets=0.88 ;;
panel)
  python3 "$shared/gold/score_panel.py" "$out" --min 0.98 | tee "$out/panel.txt"
  # The script holds a floor for values alone; that of comparators is the last figure it prints.
  awk -F '[()]' 'END { if ($(NF - 1) < 0.95) { print "falls short: comparators " $(NF - 1) " < 0.95"; exit 1 } }' "$out/panel.txt"
  ;;
documents) python3 "$top/tests/score_documents.py" "$out" "$shared/gold/documents.tsv" ;;
esac
