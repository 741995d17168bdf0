#!/usr/bin/env bash
# Makes build/analysts, a Python with what README's readers use (tests/analysts.txt), where it is not there yet. Where it
# cannot be had the tests that need it say 'skipped'.
set -u
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=$top/build/analysts/bin/python
[ -x "$python" ] && "$python" -c 'import frictionless, pandas, polars, duckdb, datasette' 2>/dev/null && exit 0
python3 -m venv "$top/build/analysts" && "$python" -m pip install --quiet --disable-pip-version-check \
  -r "$top/tests/analysts.txt" || echo "skipped: the analysts' libraries cannot be had"
exit 0
