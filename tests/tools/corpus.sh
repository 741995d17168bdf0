#!/usr/bin/env bash
# Converts an annotated set and checks one group of figures against its floors. Floors only ever rise.
# usage: tests/tools/corpus.sh BAOGAO FIGURES   (exit 77: the set is not there)
#   scores panel documents    of the first set
#   mixed_documents, mixed_documents_fitted    cells of documents.tsv right: totals alone, or the fitted half's errors
#   mixed                     of the second set; mixed_fitted and mixed_held_out print its two halves without a floor
#   reports, reports_documents    of the reports written for this project (tests/reports); reports_fitted and
#                             reports_held_out print its two parts without a floor
set -euo pipefail
baogao=$1
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
shared=$top/../shared
if [ ! -d "$shared/gold" ] || [ ! -d "$shared/mixed" ]; then
  echo "skipped: ../shared is not there"
  exit 77
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# The annotations of the half of the mixed set whose names sort first (head) or last (tail), as links in $out/gold.
link_half() {
  mkdir "$out/gold"
  local documents
  documents=$(find "$shared/mixed/corpus" -name '*.txt' -printf '%f\n' | sort)
  "$1" -n $(($(wc -l <<<"$documents") / 2)) <<<"$documents" | while read -r document; do
    ln -s "$shared/mixed/gold/${document%.txt}".*.tsv "$out/gold/"
  done
}

# The parts of tests/reports and their annotations, as links in $out/texts and $out/gold.
link_reports() {
  mkdir "$out/texts" "$out/gold"
  for part in "$@"; do
    ln -s "$top/tests/reports/$part/"*.txt "$out/texts/"
    ln -s "$top/tests/reports/$part/gold/"*.{sections,projects,targets}.tsv "$out/gold/"
  done
}

case $2 in
reports | reports_documents) link_reports fitted held_out ;;
reports_*) link_reports "${2#reports_}" ;;
esac
case $2 in
reports*) "$baogao" convert "$out/texts" -o "$out/tables" --format csv --quiet ;;
mixed*) "$baogao" convert "$shared/mixed/corpus" -o "$out" --format csv --quiet ;;
*) "$baogao" convert "$shared/corpus" -o "$out" --meta "$shared/corpus/meta.csv" --format csv --quiet ;;
esac
case $2 in
scores) python3 "$shared/gold/score.py" "$out" \
    --min sections=0.99,levels=0.99,projects=0.90,stages=0.98,found=0.99,targets=0.92 ;;
mixed) python3 "$shared/gold/score.py" "$out" "$shared/mixed/gold" \
    --min sections=0.95,levels=0.99,projects=0.78,stages=0.91,found=0.99,targets=0.86 ;;
mixed_fitted) link_half head && python3 "$shared/gold/score.py" "$out" "$out/gold" ;;
mixed_held_out) link_half tail && python3 "$shared/gold/score.py" "$out" "$out/gold" ;;
reports) python3 "$shared/gold/score.py" "$out/tables" "$out/gold" \
    --min sections=0.97,levels=0.99,projects=0.65,stages=0.78,found=0.99,targets=0.79 ;;
reports_documents)
  for part in fitted held_out; do
    python3 "$top/tests/tools/score_documents.py" "$out/tables" "$top/tests/reports/$part/gold/documents.tsv" --totals || true
  done
  ;;
reports_*) python3 "$shared/gold/score.py" "$out/tables" "$out/gold" ;;
panel)
  # The panel has one unit a code, and the script knows magnitudes only: 730亿斤 of grain are 3650万吨.
  awk -F '\t' -v OFS='\t' '$7 == "亿斤" { $5 *= 5; if ($6 != "") $6 *= 5; $7 = "万吨" } { print }' \
    "$shared/gold/panel.tsv" >"$out/panel.tsv"
  python3 "$shared/gold/score_panel.py" "$out" "$out/panel.tsv" --min 0.98 | tee "$out/panel.txt"
  # The script holds a floor for values alone; that of comparators is the last figure it prints.
  awk -F '[()]' 'END { if ($(NF - 1) < 0.95) { print "falls short: comparators " $(NF - 1) " < 0.95"; exit 1 } }' "$out/panel.txt"
  ;;
mixed_documents_fitted) link_half head && python3 "$top/tests/tools/score_documents.py" "$out" "$shared/mixed/gold/documents.tsv" --only "$out/gold" ;;
mixed_documents) python3 "$top/tests/tools/score_documents.py" "$out" "$shared/mixed/gold/documents.tsv" --totals ;;
documents) python3 "$top/tests/tools/score_documents.py" "$out" "$shared/gold/documents.tsv" ;;
*) echo "corpus.sh: unknown figures $2" >&2; exit 2 ;;
esac
