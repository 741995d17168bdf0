#!/usr/bin/env bash
# Set-up and all tests in one: installs what they need, builds a release (with gcc), one with the
# thread sanitizer and one with the other sanitizers (with clang), runs everything.
# usage: tests/run.sh [CTEST_ARGUMENT...]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt" "$top/pipeline/readers.txt" "$top/tests/packages.txt")
cd "$top"
tests/tools/analysts.sh
tests/tools/spark.sh
# The accessibility rules for the review pages; without npm or its registry that test says 'skipped'.
axe=build/node/node_modules/axe-core/axe.min.js
if [ ! -f "$axe" ] && command -v npm >/dev/null; then
  timeout 120 npm install --prefix build/node --no-save --silent axe-core@4 || echo "axe-core could not be fetched" >&2
fi
cmake --preset release
cmake --build --preset release
cmake --preset threads
cmake --build --preset threads --target baogao
cmake --preset sanitizers
cmake --build --preset sanitizers
exec ctest --test-dir build/sanitizers -j "$(nproc)" --output-on-failure "$@"
