#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the scaling program for every study at 1 and 2 threads and prints a
# table. England needs the real tables (MINGLE_SHARED).
#   bench/scaling.sh [BUILD_FOLDER]        default build/ci
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-$root/build/ci}/bin/scaling
export MINGLE_SHARED=${MINGLE_SHARED:-$root/../shared}

studies=(100k 1m)
if [ -d "$MINGLE_SHARED/data" ]; then
  studies+=(england)
else
  echo "scaling: no real tables in $MINGLE_SHARED; England is left out" >&2
fi

columns="study|threads|choice|households|zones|seconds to build|seconds"
columns+="|household-ticks/s|household-ticks/s per thread"
columns+="|household-ticks/s of processor|state bytes per household"
columns+="|peak memory, GiB|fingerprint|memory triad, GB/s|load at start"
echo "| ${columns//|/ | } |"
echo "$columns" | sed 's/[^|]\+/---/g; s/.*/|&|/'

# One measurement: STUDY THREADS SAMPLED.
measure() {
  local report
  report=$("$program" "$@")
  awk -v wanted="$columns" '
    { key = substr($0, 1, 34); sub(/ +$/, "", key)
      value[key] = substr($0, 36) }
    END { count = split(wanted, names, "|")
          row = "|"
          for (i = 1; i <= count; i++) row = row " " value[names[i]] " |"
          print row }' <<<"$report"
}

for study in "${studies[@]}"; do
  for threads in 1 2; do
    measure "$study" "$threads" 0
  done
done
measure 100k 1 20
