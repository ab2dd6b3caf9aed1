// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_run.h"

#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/read_results.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

std::string failure_of(const std::filesystem::path& file) {
  try {
    ResultFile{file}.datasets();
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

class ReadResults : public testing::Test {
 protected:
  ReadResults() : path_{folder_.path() / "run.h5"} {
    Hdf5Recorder recorder{path_, run_.info()};
    run_.play(recorder);
  }

  TemporaryFolder folder_;
  FakeRun run_;
  std::filesystem::path path_;
};

TEST_F(ReadResults, GivesBackCountsRealsAndText) {
  const ResultFile file{path_};
  const auto residents = file.read_integers("/zones/residents");
  ASSERT_EQ(residents.size(), 2U * 3 * 9 * 3);
  // Replicate 1, date 2 (tick 8), zone 5, group 1.
  EXPECT_EQ(residents[((1 * 3 + 2) * 9 + 5) * 3 + 1],
            run_.residents(1, 8, 5, 1));
  EXPECT_EQ(std::get<std::vector<std::string>>(file.read("/group")),
            run_.shape().groups->names());
  const auto h = std::get<std::vector<double>>(
      file.read("/indices/multigroup/information_theory"));
  EXPECT_EQ(h.size(), 18U);
  EXPECT_DOUBLE_EQ(h[3], 0.53);
  EXPECT_TRUE(std::isnan(file.read_numbers("/indices/correlation_ratio")[2]));
  EXPECT_EQ(file.attribute("seed"), "17");
  EXPECT_EQ(file.attribute("stylised"), "1");
  EXPECT_EQ(file.attribute("absent"), "");
}

TEST_F(ReadResults, ListsAScaleOnce) {
  std::size_t times = 0;
  const ResultFile file{path_};
  for (const DatasetInfo& info : file.datasets()) {
    if (info.path.ends_with("/replicate")) ++times;
  }
  EXPECT_EQ(times, 1U);
  EXPECT_TRUE(file.has("/zones/replicate"));
  EXPECT_FALSE(file.has("/nothing/replicate"));
}

TEST_F(ReadResults, SaysWhatIsWrongWithAFile) {
  EXPECT_EQ(failure_of(folder_.path() / "absent.h5"),
            (folder_.path() / "absent.h5").string() +
                ": no such file. check the path");
  EXPECT_EQ(failure_of(folder_.path()),
            folder_.path().string() +
                ": is a folder, not a file. name the run.h5 inside it");
  const auto text = folder_.write("text.h5", "not HDF5");
  EXPECT_EQ(failure_of(text),
            text.string() +
                ": is not an HDF5 file. name a file that mingle wrote, such "
                "as run.h5");
}

TEST_F(ReadResults, RefusesAFileCutShort) {
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  EXPECT_EQ(failure_of(path_),
            path_.string() +
                ": cannot be opened: it is cut short or still being written. "
                "copy it again, or repeat the run");
}

TEST_F(ReadResults, SaysThatADatasetIsMissing) {
  const ResultFile file{path_};
  try {
    file.read("/zones/cats");
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(std::string{error.what()},
              path_.string() +
                  ": has no dataset '/zones/cats'. mingle inspect lists the "
                  "datasets");
  }
}

}  // namespace
}  // namespace mingle::test
