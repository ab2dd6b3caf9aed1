#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs, builds and runs the whole test suite. Arguments go to ctest:
#   tools/test.sh -L unit         one kind of test
#   tools/test.sh -R choice       tests whose name contains "choice"
#   MINGLE_JOBS=N  compile and test N at a time (default: the cores)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

tools/setup.sh test
configure release -DMINGLE_BUILD_TESTS=ON
build release
run_tests release "$@"
