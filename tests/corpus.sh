#!/usr/bin/env bash
# Converts ../shared/corpus and checks one figure group against its floor. Floors only ever rise.
# usage: tests/corpus.sh BAOGAO scores|panel|documents   (exit 77: the corpus is not there)
set -eu
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
scores) python3 "$shared/gold/score.py" "$out" --min sections=0.93,levels=0.95,projects=0.60,found=0.93,targets=0.55 ;;
panel) python3 "$shared/gold/score_panel.py" "$out" --min 0.80 ;;
documents) python3 "$top/tests/score_documents.py" "$out" "$shared/gold/documents.tsv" ;;
esac
