// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "squares.h"
#include "thrown.h"

#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>

#include <mingle/geo/read_zones.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

/// In a process of its own: within one the module is looked for only once.
[[noreturn]] void report_and_leave(const char* folder, const char* file) {
  setenv("MINGLE_MODULE_PATH", folder, 1);
  std::fputs(test::thrown<Error>([&] { list_layers(file); }).c_str(), stderr);
  std::_Exit(0);
}

std::string write_map(const test::TemporaryFolder& folder) {
  const std::vector<test::SquareZone> zones{{"z1", "A", 0, 0}};
  return folder.write("m.geojson", test::map_of(zones)).string();
}

TEST(GdalModuleDeathTest, ItsAbsenceIsExplained) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const test::TemporaryFolder folder;
  const std::string file = write_map(folder);
  EXPECT_EXIT(report_and_leave(folder.path().c_str(), file.c_str()),
              testing::ExitedWithCode(0),
              "the module for maps cannot be loaded: .*set "
              "MINGLE_MODULE_PATH to the folder of mingle_gdal.so");
}

TEST(GdalModuleDeathTest, AnotherLibraryIsRefused) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const test::TemporaryFolder folder;
  const std::string file = write_map(folder);
  folder.write("mingle_gdal.so", "not a library");
  EXPECT_EXIT(report_and_leave(folder.path().c_str(), file.c_str()),
              testing::ExitedWithCode(0),
              "the module for maps cannot be loaded: ");
}

TEST(GdalModule, NothingIsPrinted) {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("m.geojson", "{\"type\":").string();
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const std::string error = test::thrown([&] { list_layers(file); });
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_HAS(error, "m.geojson: cannot be read as a map: ");
}

}  // namespace
}  // namespace mingle
