#!/usr/bin/env bash
# Fuzzes one stage with libFuzzer: seeds from samples/ and tests/fuzz/kept, words of the lexicons as dictionary.
# usage: tests/fuzz/run.sh STAGE SECONDS     what it finds is left in build/fuzzing/found/STAGE-*
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$top"
stage=$1 seconds=$2
cmake --preset fuzzing >/dev/null
cmake --build --preset fuzzing --target "fuzz_$stage" >/dev/null
mkdir -p "build/fuzzing/corpus/$stage" build/fuzzing/found
python3 tests/fuzz/dictionary.py schemas > build/fuzzing/lexicons.dict
"build/fuzzing/tests/fuzz_$stage" -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=4096 \
  -dict=build/fuzzing/lexicons.dict -artifact_prefix="build/fuzzing/found/$stage-" -print_final_stats=1 \
  "build/fuzzing/corpus/$stage" samples tests/fuzz/kept
