#!/usr/bin/env bash
# Measures: builds a release and its peers, prints the table of figures and keeps it under tests/bench/results/, unless only a
# part was measured. --before COMMIT builds that commit as well and compares with it.
# usage: tests/bench/run.sh [--before COMMIT] [--runs N] [--rows NAME,...] [--quick]
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$top/pipeline/install.sh" $(cat "$top/pipeline/packages.txt" "$top/pipeline/readers.txt") python3 valgrind
cd "$top"
cmake --preset release >/dev/null
cmake --build --preset release >/dev/null
peers=()
if [ "${1-}" = --before ]; then
  mkdir -p build/before
  git archive "$2" | tar -x -C build/before
  (cd build/before && cmake --preset release >/dev/null && cmake --build --preset release >/dev/null)
  peers+=(--before build/before/build/release/baogao)
  shift 2
fi
# A Rust toolchain that reaches its packages builds the segmenter; without one its row is left out.
if command -v cargo >/dev/null && cargo build --quiet --release --manifest-path tests/bench/segmenter/Cargo.toml \
  --target-dir build/segmenter 2>/dev/null; then
  peers+=(--segmenter build/segmenter/release/segmenter)
fi
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
result=tests/bench/results/$(date +%Y-%m-%d).txt
case " $* " in *" --rows"* | *" --quick "*) result=/dev/null ;; esac
{
  echo "$(date +%Y-%m-%d), $(git rev-parse --short HEAD), $(nproc) cores, ${cpu:-unknown CPU}, $(uname -sr)," \
    "load $(cut -d' ' -f1 /proc/loadavg) at the start"
  python3 tests/bench/bench.py build/release/baogao "${peers[@]}" "$@"
} | tee "$result"
