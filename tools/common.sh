# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by the scripts of this folder; sourced, not run, with `set -e` and
# pipefail. Sets `jobs` (MINGLE_JOBS, otherwise the cores), goes to the root.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
jobs=${MINGLE_JOBS:-$(nproc)}
if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER:-ccache}
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}
fi

say() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*"; }

# quietly LOG COMMAND...: the output goes to LOG; its end is shown on failure.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    say "failed: $* (all of it in $log)" >&2
    return 1
  fi
}

# configure PRESET [-DOPTION=VALUE...]: nothing when it is configured so.
configure() {
  local preset=$1 option
  shift
  local folder=build/$preset
  local wanted=()
  [ -f "$folder/build.ninja" ] || wanted=(yes)
  for option in "$@"; do
    option=${option#-D}
    grep -qs "^${option%%=*}:[A-Z]*=${option#*=}$" "$folder/CMakeCache.txt" ||
      wanted=(yes)
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  say "configuring the $preset build (log: $folder/configure.log)"
  quietly "$folder/configure.log" cmake --preset "$preset" "$@"
}

# build PRESET [TARGET...]: two lines, or "nothing to build".
build() {
  local preset=$1 began=$SECONDS steps
  shift
  local folder=build/$preset targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  # CMake itself may have to run again before the steps can be counted.
  quietly "$folder/configure.log" \
    cmake --build "$folder" --target build.ninja || return 1
  quietly "$folder/dry.log" \
    cmake --build "$folder" "${targets[@]}" -- -n || return 1
  if grep -q 'no work to do' "$folder/dry.log"; then
    say "$preset: nothing to build"
    return 0
  fi
  steps=$(sed -n 's/^\[[0-9]*\/\([0-9]*\)\].*/\1/p' "$folder/dry.log" | tail -1)
  say "$preset: building, ${steps:-?} steps, $jobs at a time" \
    "(log: $folder/build.log)"
  quietly "$folder/build.log" \
    cmake --build "$folder" -j "$jobs" "${targets[@]}" || return 1
  say "$preset: built in $((SECONDS - began)) s"
}

# run_tests PRESET [CTEST OPTIONS...]: shows failures, skipped tests and
# ctest's closing lines; all of it is in ctest.log.
run_tests() {
  local preset=$1
  shift
  local log=build/$preset/ctest.log
  say "$preset: running the tests (log: $log)"
  ctest --preset "$preset" -j "$jobs" "$@" </dev/null 2>&1 | tee "$log" | {
    grep -Ev '^ +Start +[0-9]+:|^ *[0-9]+/[0-9]+ Test .* Passed ' || true
  }
}
