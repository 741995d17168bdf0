#!/usr/bin/env bash
# Fuzzes stages with libFuzzer for so many CPU seconds each, when the processor has nothing else to do: seeds from
# samples/, tests/fuzz/kept and what earlier rounds found new, words of the lexicons as dictionary.
# usage: tests/fuzz/run.sh [--quick] CPU_SECONDS [STAGE...]     all stages where none is named
# --quick: short inputs, and what clang checks without AddressSanitizer: many times as many executions. What they find new is read
# with the sanitizers by a run without it.
# FUZZ_HOME (default build/fuzz) keeps corpus/STAGE, found/STAGE-* (what crashed or hung) and log, a line a round.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
preset=fuzzing longest=4096
if [ "$1" = --quick ]; then
  preset=fuzzing-quick longest=400
  shift
fi
wanted=$1 home=$(realpath -m "${FUZZ_HOME:-build/fuzz}") ticks=$(getconf CLK_TCK)
shift
[ $# -gt 0 ] || set -- decode clean outline tables quantities targets projects write
idle="chrt --idle 0 nice -n 19"
state() { # of a process: a letter (Z: ended) and its CPU seconds; nothing of one that is gone
  awk -v ticks="$ticks" '{ sub(/.*[)]/, ""); print $1, int(($12 + $13) / ticks) }' "/proc/$1/stat" 2>/dev/null
}
one() { # stage
  local stage=$1 process letter=R seconds used=0 result=0
  mkdir -p "$home/corpus/$stage" "$home/found"
  $idle "build/$preset/tests/fuzz_$stage" -max_len=$longest -timeout=25 -rss_limit_mb=3000 -reload=0 -entropic=0 \
    -dict="$home/lexicons.dict" -artifact_prefix="$home/found/$stage-" -print_final_stats=1 \
    "$home/corpus/$stage" samples tests/fuzz/kept >"$home/last-$stage" 2>&1 &
  process=$!
  while [ "$letter" != Z ] && [ "$used" -lt "$wanted" ]; do
    sleep 1
    read -r letter seconds < <(state $process) || break # crashed or hung: its result says so
    used=$seconds
  done
  kill -USR1 $process 2>/dev/null || : # it ends by itself, with its figures
  wait $process || result=$?
  echo "$(date +%FT%T) $(git rev-parse --short HEAD) $stage $preset status=$result" \
    "executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$home/last-$stage") cpu_seconds=$used" \
    "corpus=$(ls "$home/corpus/$stage" | wc -l) found=$(ls "$home/found" | grep -c "^$stage-" || :)" >>"$home/log"
  [ $result = 0 ] || cp "$home/last-$stage" "$home/found/log-$stage-$(date +%s)"
}
mkdir -p "$home"
cmake --preset $preset >/dev/null
$idle cmake --build --preset $preset $(printf -- '--target fuzz_%s ' "$@") >/dev/null
python3 tests/fuzz/dictionary.py schemas >"$home/lexicons.dict"
for stage in "$@"; do
  one "$stage"
done
