#!/usr/bin/env bash
# Fuzzes all stages, the panel and every format with AFL++ for so many seconds, when the processor has nothing else to
# do, and prints its figures. usage: tests/fuzz/afl.sh SECONDS     findings: build/afl/found/default/crashes, hangs
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
CC=afl-clang-fast cmake -S . -B build/afl -G Ninja -DCMAKE_BUILD_TYPE=Debug -DBAOGAO_FUZZING=ON \
  -DCMAKE_C_FLAGS=-O2 >/dev/null
chrt --idle 0 cmake --build build/afl --target fuzz_write >/dev/null
python3 tests/fuzz/dictionary.py schemas | sed 's/^/word=/' >build/afl/lexicons.dict
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
chrt --idle 0 afl-fuzz -V "$1" -t 5000 -G 4096 -i samples -o build/afl/found -x build/afl/lexicons.dict build/afl/tests/fuzz_write \
  >build/afl/log 2>&1 || tail -5 build/afl/log
grep -E '^(execs_done|corpus_count|saved_crashes|saved_hangs|run_time|bitmap_cvg)' build/afl/found/default/fuzzer_stats
