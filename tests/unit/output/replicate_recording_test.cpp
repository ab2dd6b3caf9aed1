// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_run.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/replicate_recording.h>
#include <mingle/output/summary_writer.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Plays each replicate into a recording of its own.
class Splitter : public Observer {
 public:
  void begin(const RunShape& shape) override {
    recordings.resize(static_cast<std::size_t>(shape.replicates));
    for (ReplicateRecording& one : recordings) one.begin(shape);
  }
  void record(const Frame& frame) override {
    recordings[static_cast<std::size_t>(frame.replicate)].record(frame);
  }
  void end() override {}
  std::vector<ReplicateRecording> recordings;
};

class Recording : public testing::Test {
 protected:
  Recording() {
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    run_.play(splitter_);
  }

  /// run.h5 and summary.csv of what `play` passes to the observers.
  template <class Play>
  std::string written(const std::string& name, Play play) {
    const auto folder = folder_.path() / name;
    std::filesystem::create_directory(folder);
    Hdf5Recorder results{folder / "run.h5", run_.info()};
    SummaryWriter summary{folder / "summary.csv"};
    const std::vector<Observer*> observers{&results, &summary};
    play(observers);
    return bytes_of(folder / "run.h5") + bytes_of(folder / "summary.csv");
  }

  FakeRun run_;
  TemporaryFolder folder_;
  Splitter splitter_;
};

TEST_F(Recording, ReplayedThroughFilesGivesTheBytesOfTheRun) {
  const auto replay = [this](const std::vector<Observer*>& observers) {
    for (Observer* observer : observers) observer->begin(run_.shape());
    const auto file = folder_.path() / "part";
    for (const ReplicateRecording& one : splitter_.recordings) {
      one.save(file, "key");
      ReplicateRecording again;
      ASSERT_TRUE(again.load(file, "key"));
      again.replay(observers);
    }
    for (Observer* observer : observers) observer->end();
  };
  const std::string direct =
      written("direct", [this](const std::vector<Observer*>& observers) {
        run_.play(observers);
      });
  EXPECT_EQ(written("replayed", replay), direct);
  EXPECT_GT(direct.size(), 1000U);
}

TEST_F(Recording, OfAnotherKeyOrDamagedIsNotTaken) {
  const auto file = folder_.path() / "part";
  ReplicateRecording again;
  EXPECT_FALSE(again.load(file, "key"));
  splitter_.recordings[0].save(file, "key");
  EXPECT_FALSE(again.load(file, "other"));
  EXPECT_TRUE(again.load(file, "key"));
  std::string bytes = bytes_of(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream{file, std::ios::binary} << bytes;
  EXPECT_FALSE(again.load(file, "key"));
  std::ofstream{file, std::ios::binary} << bytes.substr(0, bytes.size() / 3);
  EXPECT_FALSE(again.load(file, "key"));
  std::ofstream{file, std::ios::binary} << "mingle replicate 1\n";
  EXPECT_FALSE(again.load(file, "key"));
}

}  // namespace
}  // namespace mingle::test
