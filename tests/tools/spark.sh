#!/usr/bin/env bash
# Makes build/spark, a Python with what pipeline/spark/ needs and is checked with (tests/spark.txt), where it is not there
# yet. Where it cannot be had, or where there is no Java, the tests that need it say 'skipped'.
set -u
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=$top/build/spark/bin/python
[ -x "$python" ] && "$python" -c 'import pyspark, pyarrow, duckdb, pandas, polars, wheel, mypy' 2>/dev/null && exit 0
command -v java >/dev/null || echo "there is no Java: Spark is not tried"
python3 -m venv "$top/build/spark" && "$python" -m pip install --quiet --disable-pip-version-check \
  -r "$top/tests/spark.txt" || echo "skipped: Spark cannot be had"
exit 0
