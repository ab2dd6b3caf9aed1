// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What QGIS makes of the files is tested in tests/e2e/qgis_opens_map.py.
#include "fake_run.h"

#include <fstream>
#include <iterator>
#include <sys/mount.h>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/output/map_writer.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void write_map(const FakeRun& run, const fs::path& folder) {
  MapWriter writer{folder, run.info(), run.layer()};
  run.play(writer);
}

TEST(MapWriter, WritesTwoFilesAndTheSameBytesTwice) {
  setenv("SOURCE_DATE_EPOCH", "1600000000", 1);
  const TemporaryFolder one;
  const TemporaryFolder two;
  const FakeRun run;
  write_map(run, one.path());
  write_map(run, two.path());
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_EQ(std::distance(fs::directory_iterator{one.path()}, {}), 2);
  for (const char* name : {"map.gpkg", "map.qgz"}) {
    const std::string bytes = bytes_of(one.path() / name);
    EXPECT_GT(bytes.size(), 1000U) << name;
    EXPECT_TRUE(bytes == bytes_of(two.path() / name)) << name;
  }
}

TEST(MapWriter, NeedsAShapeForEveryZone) {
  const TemporaryFolder folder;
  const FakeRun run;
  ZoneLayer layer = run.layer();
  layer.codes.erase(layer.codes.begin() + 4);
  layer.shapes.erase(layer.shapes.begin() + 4);
  MapWriter writer{folder.path(), run.info(), layer};
  try {
    writer.begin(run.shape());
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(std::string{error.what()},
              "zone 'E0100000005': has no shape to draw. the map needs a "
              "polygon for every zone of the run");
  }
}

TEST(MapWriter, SaysThatTheFolderIsMissing) {
  const TemporaryFolder folder;
  try {
    write_map(FakeRun{}, folder.path() / "absent");
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.path(), (folder.path() / "absent/map.gpkg").string());
  }
}

TEST(MapWriter, LeavesNothingOnAFullDisk) {
  const TemporaryFolder folder;
  const fs::path disk = folder.path() / "disk";
  fs::create_directory(disk);
  if (mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "SKIPPED: needs the right to mount a small disk";
  }
  FakeRun::Size size;
  size.side = 30;
  EXPECT_THROW(write_map(FakeRun{size}, disk), OutputError);
  EXPECT_TRUE(fs::is_empty(disk));
  umount2(disk.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace mingle::test
