#!/usr/bin/env bash
# How much of the code the fuzz inputs reach: for each target the share of lines that its corpus, tests/fuzz/kept and
# samples/ run, of its own stage and of all of stages/. usage: tests/fuzz/coverage.sh [STAGE...]
# FUZZ_HOME (default build/fuzz) holds corpus/STAGE, as tests/fuzz/run.sh leaves it.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=$(realpath -m "${FUZZ_HOME:-build/fuzz}") build=build/coverage
[ $# -gt 0 ] || set -- decode clean outline tables quantities targets projects write
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DBAOGAO_FUZZING=ON \
  -DCMAKE_C_FLAGS="-O1 -fsanitize=fuzzer-no-link -fprofile-instr-generate -fcoverage-mapping" >/dev/null
chrt --idle 0 cmake --build $build $(printf -- '--target fuzz_%s ' "$@") >/dev/null
share() { # profile, binary, what of the sources
  llvm-cov export -summary-only -instr-profile "$1" "$2" $3 | python3 -c '
import json, sys
lines = json.load(sys.stdin)["data"][0]["totals"]["lines"]
print("%d of %d lines (%.1f %%)" % (lines["covered"], lines["count"], lines["percent"]))'
}
for stage in "$@"; do
  mkdir -p "$home/corpus/$stage"
  raw=$build/$stage.profraw profile=$build/$stage.profdata binary=$build/tests/fuzz_$stage
  LLVM_PROFILE_FILE=$raw chrt --idle 0 "$binary" -runs=0 -max_len=4096 -timeout=60 "$home/corpus/$stage" samples tests/fuzz/kept \
    >"$build/$stage.log" 2>&1 || tail -3 "$build/$stage.log"
  llvm-profdata merge -sparse "$raw" -o "$profile"
  echo "$stage: $(ls "$home/corpus/$stage" | wc -l) inputs; stages/$stage $(share "$profile" "$binary" "stages/$stage");" \
    "stages/ $(share "$profile" "$binary" stages)"
done
