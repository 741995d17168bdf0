#!/usr/bin/env bash
# Converts samples/ (and ../shared/corpus where it is there) and looks at the workbook of each as workbook.py tells.
# usage: BAOGAO=PROGRAM workbook.sh
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for inputs in "$top/samples" "$top/../shared/corpus"; do
  [ -d "$inputs" ] || continue
  "$BAOGAO" convert "$inputs" -o "$out/tables" --meta "$inputs/meta.csv" --format csv,xlsx --csv-raw --quiet
  # Debian's python3 is the one that Debian's openpyxl serves.
  /usr/bin/python3 "$top/tests/e2e/workbook.py" "$out/tables" --office
done
