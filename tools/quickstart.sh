#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# From a bare Debian 12 to a first result: installs the packages, builds the
# mingle command and runs stylised Bradford into build/quickstart. Run again,
# it builds only what changed and replaces that folder.
#   MINGLE_JOBS=N  compile N files at a time (default: the cores)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

tools/setup.sh build
# The tests need more packages: they are left out unless they are there.
[ -f build/release/build.ninja ] || configure release -DMINGLE_BUILD_TESTS=OFF
build release mingle mingle_gdal
say "running scenarios/library/quickstart.toml into build/quickstart"
exec build/release/bin/mingle run scenarios/library/quickstart.toml \
  --out build/quickstart --overwrite
