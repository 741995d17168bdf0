#!/usr/bin/env bash
# The tables of samples/*.txt are those of tests/expected/, to the byte; with --corpora the tables of the annotated sets beside the
# checkout have the hashes of tests/expected/corpora.sha256 (exit 77: the sets are not there). Whoever changes either on purpose
# writes both anew, looks at the difference and commits it with the change: tests/tools/expected.sh BAOGAO --write
# usage: tests/tools/expected.sh BAOGAO [--write|--corpora]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
program=$(realpath "$1")
shared=$top/../shared hashes=tests/expected/corpora.sha256
cd "$top" # messages name the file of --meta as it is given

convert() { # FOLDER INPUT...: the tables that reports make, and the panel
  local folder=$1
  shift
  "$program" convert "$@" -o "$folder" --format csv --csv-raw --quiet 2>"$out/log" || { cat "$out/log"; exit 1; }
  rm -f "$folder/changes.csv" "$folder/indicators.csv" "$folder/datapackage.json" "$folder/.baogao-memory" "$out/log"
}
hash_corpora() {
  convert "$out/corpora/first" "$shared/corpus" --meta "$shared/corpus/meta.csv"
  convert "$out/corpora/mixed" "$shared/mixed/corpus"
  (cd "$out/corpora" && sha256sum */*.csv) >"$out/corpora.sha256"
}

convert "$out/samples" samples/*.txt --meta samples/meta.csv
if [ -d "$shared/corpus" ] && [ -d "$shared/mixed" ]; then hash_corpora; fi
case ${2:-} in
--write)
  mkdir -p tests/expected
  cp "$out/samples"/*.csv tests/expected/
  if [ -f "$out/corpora.sha256" ]; then cp "$out/corpora.sha256" "$hashes"; fi
  exit 0
  ;;
--corpora)
  if [ ! -f "$out/corpora.sha256" ]; then echo "skipped: ../shared is not there"; exit 77; fi
  diff -u "$hashes" "$out/corpora.sha256" && exit 0
  what="the tables of the annotated sets"
  ;;
*)
  diff -r -u --exclude=corpora.sha256 tests/expected "$out/samples" && exit 0
  what="the tables of samples/"
  ;;
esac
echo "$what are not those of tests/expected; if they should not be: tests/tools/expected.sh BAOGAO --write" >&2
exit 1
