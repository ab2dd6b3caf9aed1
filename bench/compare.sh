#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Times `mingle compare`: three scenarios of Bradford's real zones, ten years,
# everything written, the page included.
#   bench/compare.sh [BUILD_FOLDER] [relocation|contact|levers] [REPLICATES]
# relocation: the relocation model, rates of moving differ (the default).
# contact: the full housing system with people who meet, without levers, with
# community English and conversation clubs, with schools that are linked and
# shared spaces. Contact needs persons, whom relocation does not have.
# levers: the six scenarios of tests/studies/bradford_levers, whose levers begin
# in the second year; one is a placebo.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/release}")/bin/mingle
model=${2:-relocation}
replicates=${3:-20}
export MINGLE_SHARED=${MINGLE_SHARED:-$root/../shared}
[ -d "$MINGLE_SHARED/data" ] || {
  echo "compare: no census tables in $MINGLE_SHARED" >&2
  exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

study=study
variant() { # NAME TITLE LEVER_ID...
  printf 'extends = "baseline.toml"\ntitle = "%s"\n' "$2" >"study/$1.toml"
  for id in "${@:3}"; do
    printf '\n[[lever]]\nid = "%s"\n' "$id" >>"study/$1.toml"
  done
}

case $model in
relocation)
  "$program" new study --area E08000032 --quiet >/dev/null
  sed 's/0\.1155/0.15/; s/settled/less settled/' study/settled_renters.toml \
    >study/less_settled.toml
  scenarios="baseline settled_renters less_settled"
  ;;
contact)
  mkdir study
  printf 'extends = "%s"\n' "$root/tests/studies/bradford_contact.toml" \
    >study/baseline.toml
  variant english "English and clubs" community_english conversation_clubs
  variant schools "Schools and spaces" schools_linking shared_spaces
  scenarios="baseline english schools"
  ;;
levers)
  study=$root/tests/studies/bradford_levers
  scenarios="baseline lettings english schools dispersal placebo"
  ;;
*)
  echo "compare: no model $model; write relocation, contact or levers" >&2
  exit 2
  ;;
esac

for threads in 1 2; do
  rm -rf answer
  # shellcheck disable=SC2086
  /usr/bin/time -f "$model, $replicates replicates, $threads threads: \
%e s by the clock, %U s of processor, %M KiB" "$program" compare \
    $(printf "$study/%s.toml " $scenarios) --replicates "$replicates" \
    --threads "$threads" --out answer --quiet >/dev/null
done
uptime | sed 's/.*load/load/'
