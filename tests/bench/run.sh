#!/usr/bin/env bash
# Measures: builds a release and the bare peer, prints the table of ratios and keeps it under tests/bench/results/.
# usage: tests/bench/run.sh [--runs N] [--rows NAME,...]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt") python3 valgrind
cd "$top"
cmake --preset release -DBAOGAO_BENCH=ON >/dev/null
cmake --build --preset release >/dev/null
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
result=tests/bench/results/$(date +%Y-%m-%d).txt
{
  echo "$(date +%Y-%m-%d), $(git rev-parse --short HEAD), $(nproc) cores, ${cpu:-unknown CPU}"
  python3 tests/bench/bench.py build/release/baogao build/release/bare_xlsx "$@"
} | tee "$result"
