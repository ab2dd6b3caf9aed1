#!/usr/bin/env bash
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs the Debian packages mingle needs. Quiet when nothing is missing.
#   tools/setup.sh build    compile and run mingle
#   tools/setup.sh test     the above, and everything the test suite uses
#   tools/setup.sh check    the above, and the slow extras of tools/check.sh
set -euo pipefail

build_packages=(
  ca-certificates cmake g++ git ninja-build pkg-config
  libboost-graph-dev libcli11-dev libcsv-dev libfmt-dev libgdal-dev
  libgeos-dev libhdf5-dev librandom123-dev libssl-dev libtbb-dev
  libtomlplusplus-dev libzip-dev nlohmann-json3-dev
)
test_packages=(
  chromium gdal-bin hdf5-tools libbenchmark-dev libgmock-dev libgtest-dev
  librapidcheck-dev netcdf-bin python3 python3-gdal python3-h5netcdf
  python3-h5py python3-jsonschema python3-netcdf4 python3-qgis
  python3-xarray qgis
)
check_packages=(clang clang-format clang-tidy lcov libclang-rt-14-dev mandoc)

case "${1:-build}" in
  build) wanted=("${build_packages[@]}") ;;
  test) wanted=("${build_packages[@]}" "${test_packages[@]}") ;;
  check)
    wanted=("${build_packages[@]}" "${test_packages[@]}" "${check_packages[@]}")
    ;;
  *)
    echo "usage: tools/setup.sh [build|test|check]" >&2
    exit 2
    ;;
esac

# The script of the report page is bundled with npm; any Node.js from 18 does.
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this script installs Debian packages; on another system" >&2
  echo "install the equivalents of: ${wanted[*]}" >&2
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: these packages are missing and need root or sudo:" >&2
    echo "  ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "setup: installing ${#missing[@]} Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends \
  -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
