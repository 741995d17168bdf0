#!/usr/bin/env bash
# Set-up and the main job in one: installs what is missing, builds a release, converts.
# usage: pipeline/run.sh                        samples/ into out/ of this repository
#        pipeline/run.sh INPUT... -o DIR [...]  the inputs given, with any option of `baogao convert`
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt")
"$top/pipeline/install.sh" $(cat "$top/pipeline/readers.txt") || echo "going on without: PDF files will not be read" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ -e "$top/build/release/baogao" ] || echo "building build/release; the first time that takes some minutes" >&2
show() { # what ninja does, in one line on a terminal: [120/231] Building C object …
  if [ -t 2 ]; then tee "$log" | while IFS= read -r line; do printf '\r\033[K%.78s' "$line" >&2; done; printf '\r\033[K' >&2; else cat >"$log"; fi
}
if ! (cd "$top" && { cmake --preset release && cmake --build --preset release; } 2>&1 | show; exit "${PIPESTATUS[0]}"); then
  tail -n 40 "$log" >&2
  exit 1
fi
[ $# -gt 0 ] || set -- "$top/samples" -o "$top/out" --meta "$top/samples/meta.csv"
exec "$top/build/release/baogao" convert "$@"
