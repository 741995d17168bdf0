#!/usr/bin/env bash
# Measures: builds a release and the bare peer, prints the table of figures and keeps it under tests/bench/results/, unless
# only a part was measured. usage: tests/bench/run.sh [--runs N] [--rows NAME,...] [--quick]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt") python3 valgrind
cd "$top"
cmake --preset release -DBAOGAO_BENCH=ON >/dev/null
cmake --build --preset release >/dev/null
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
result=tests/bench/results/$(date +%Y-%m-%d).txt
case " $* " in *" --rows"* | *" --quick "*) result=/dev/null ;; esac
{
  echo "$(date +%Y-%m-%d), $(git rev-parse --short HEAD), $(nproc) cores, ${cpu:-unknown CPU}, $(uname -sr)," \
    "load $(cut -d' ' -f1 /proc/loadavg) at the start"
  python3 tests/bench/bench.py build/release/baogao build/release/bare_xlsx build/release/librecord_xlsx.so "$@"
} | tee "$result"
