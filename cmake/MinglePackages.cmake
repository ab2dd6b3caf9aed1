# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# Every third-party package mingle uses, found once, here.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(GDAL CONFIG REQUIRED)
find_package(GEOS CONFIG REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS graph)
find_package(HDF5 REQUIRED COMPONENTS C HL)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)

find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
mark_as_advanced(CSV_INCLUDE_DIR CSV_LIBRARY RANDOM123_INCLUDE_DIR)

if(MINGLE_BUILD_TOOLS)
  find_package(CLI11 REQUIRED)
endif()
if(MINGLE_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()
if(MINGLE_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
