#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Times `mingle compare`: three scenarios of Bradford's real zones, 20
# replicates, ten years, everything written, the page included.
#   bench/compare.sh [BUILD_FOLDER]        default build/release
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release}")/bin/mingle
export MINGLE_SHARED=${MINGLE_SHARED:-$root/../shared}
[ -d "$MINGLE_SHARED/data" ] || {
  echo "compare: no census tables in $MINGLE_SHARED" >&2
  exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$program" new study --area E08000032 --quiet >/dev/null
sed 's/0\.1155/0.15/; s/settled/less settled/' study/settled_renters.toml \
  >study/less_settled.toml
for threads in 1 2; do
  rm -rf answer
  /usr/bin/time -f "$threads threads: %e s by the clock, %U s of processor, \
%M KiB" "$program" compare study/baseline.toml study/settled_renters.toml \
    study/less_settled.toml --replicates 20 --threads "$threads" \
    --out answer --quiet >/dev/null
done
uptime | sed 's/.*load/load/'
