#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# The slow checks that tools/test.sh leaves out. All of them, or those named:
#   tools/check.sh [--changed] [--files FOLDER] [--list] [STEP...]
#     format      clang-format finds nothing to change
#     structure   include directions, heads, lengths (tests/architecture)
#     clang       clang 14 builds without warnings and passes the tests
#     tidy        clang-tidy 14, over the compile commands of the clang preset
#     asan        the tests with address and undefined behaviour sanitizers
#     tsan        the engine's tests with the thread sanitizer
#     dev         the tests in a debug build with contracts checked
#     audit       the tests in a release build with contracts checked
#   --changed     format and tidy look only at files that differ from main
#   --files FOLDER  format and tidy look only at files below FOLDER
# A line for each step at the end; exit code 1 if one failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

all_steps=(format structure clang tidy asan tsan dev audit)
changed=no
below=
steps=()
while [ $# -gt 0 ]; do
  argument=$1
  shift
  case "$argument" in
    --changed) changed=yes ;;
    --files)
      below=${1%/}/
      shift
      ;;
    --list)
      printf '%s\n' "${all_steps[@]}"
      exit 0
      ;;
    -*)
      sed -n 's/^#   \(tools\/check.sh\)/usage: \1/p' "$0" >&2
      exit 2
      ;;
    *)
      if [[ " ${all_steps[*]} " != *" $argument "* ]]; then
        say "no step '$argument'; there are: ${all_steps[*]}" >&2
        exit 2
      fi
      steps+=("$argument")
      ;;
  esac
done
[ ${#steps[@]} -gt 0 ] || steps=("${all_steps[@]}")

# sources PATTERN...: tracked files, or those that differ from main.
sources() {
  if [ "$changed" = yes ]; then
    git diff --name-only --diff-filter=d "$(git merge-base HEAD main)" -- "$@"
  else
    git ls-files -- "$@"
  fi | grep "^$below" || true
}

check_format() {
  local files
  mapfile -t files < <(sources '*.cpp' '*.h')
  [ ${#files[@]} -gt 0 ] || return 0
  clang-format --dry-run -Werror "${files[@]}"
}

check_structure() {
  /usr/bin/python3 tests/architecture/check_tree.py .
}

check_clang() {
  configure clang && build clang && run_tests clang
}

check_tidy() {
  configure clang || return 1
  # Some headers are made by the build.
  local generated files
  mapfile -t generated < <(
    ninja -C build/clang -t targets all | grep -v '^/' |
      sed -n 's/^\(.*\/\(embedded\/.*\|git_commit\)\.h\): .*/\1/p'
  )
  build clang "${generated[@]}" || return 1
  mapfile -t files < <(
    sources 'engine/*.cpp' 'geo/*.cpp' 'scenarios/*.cpp' 'output/*.cpp' \
      'tools/*.cpp'
  )
  printf '%s\n' "${files[@]}" | while read -r file; do
    # A file that this build leaves out has no compile command.
    [ -n "$file" ] && grep -qF "/$file\"" build/clang/compile_commands.json &&
      printf '%s\0' "$file"
  done | xargs -0 -r -n 4 -P "$jobs" clang-tidy --quiet -p build/clang 2>&1 |
    grep -Ev '^[0-9]+ warnings? generated|^Suppressed|^Use -header-filter'
  local status=("${PIPESTATUS[@]}")
  return "${status[1]}"
}

check_asan() {
  configure asan && build asan &&
    ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
      run_tests asan
}

# ThreadSanitizer needs every thread to be its own, so the engine runs on the
# std::thread twin; geo, scenarios and output start threads only through it.
check_tsan() {
  local programs=() source
  configure tsan || return 1
  for source in engine_test equivalence_test dynamics_property_test; do
    [[ $(ninja -C build/tsan -t query "$source" 2>/dev/null) ]] &&
      programs+=("$source")
  done
  build tsan "${programs[@]}" || return 1
  local names
  names=$(IFS='|'; echo "${programs[*]}")
  run_tests tsan -R "^($names)\."
}

check_dev() {
  configure dev && build dev && run_tests dev
}

check_audit() {
  configure audit && build audit && run_tests audit
}

tools/setup.sh check
failed=0
summary=()
for step in "${steps[@]}"; do
  say "$step"
  began=$SECONDS
  if "check_$step"; then
    summary+=("ok      $step ($((SECONDS - began)) s)")
  else
    summary+=("FAILED  $step ($((SECONDS - began)) s)")
    failed=1
  fi
done
printf '%s\n' "${summary[@]}"
exit $failed
