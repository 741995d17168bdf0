#!/usr/bin/env bash
# Set-up and the main job in one: installs what is missing, builds a release, converts.
# usage: pipeline/run.sh                        samples/ into out/ of this repository
#        pipeline/run.sh INPUT... -o DIR [...]  the inputs given, with any option of `baogao convert`
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! (cd "$top" && cmake --preset release && cmake --build --preset release) >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  exit 1
fi
[ $# -gt 0 ] || set -- "$top/samples" -o "$top/out" --meta "$top/samples/meta.csv"
exec "$top/build/release/baogao" convert "$@"
