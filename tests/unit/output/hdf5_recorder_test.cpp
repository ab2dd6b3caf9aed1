// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_run.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Limits the size of files this process may write; beyond it the system
/// refuses with EFBIG instead of the usual signal.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    previous_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &previous_);
    const rlimit limit{bytes, previous_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &previous_);
    std::signal(SIGXFSZ, previous_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit previous_{};
  void (*previous_handler_)(int) = nullptr;
};

/// What writing the run says; empty if it succeeds.
std::string failure_of(const FakeRun& run, const std::filesystem::path& file) {
  try {
    Hdf5Recorder recorder{file, run.info()};
    run.play(recorder);
  } catch (const OutputError& error) {
    EXPECT_EQ(error.path(), file.string());
    return error.what();
  }
  return "";
}

FakeRun::Size large() {
  FakeRun::Size size;
  size.side = 60;
  size.groups = 19;
  return size;
}

TEST(Hdf5Recorder, GivesTheFileItsNameOnlyAtTheEnd) {
  const TemporaryFolder folder;
  const FakeRun run;
  Hdf5Recorder recorder{folder.path() / "run.h5", run.info()};
  recorder.begin(run.shape());
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run.h5.part"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "run.h5"));
  recorder.end();
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "run.h5.part"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run.h5"));
}

TEST(Hdf5Recorder, LeavesNothingWhenTheRunDoesNotEnd) {
  const TemporaryFolder folder;
  const FakeRun run;
  {
    Hdf5Recorder recorder{folder.path() / "run.h5", run.info()};
    recorder.begin(run.shape());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Hdf5Recorder, WritesTheSameBytesTwice) {
  setenv("SOURCE_DATE_EPOCH", "1600000000", 1);
  const TemporaryFolder folder;
  const FakeRun run;
  EXPECT_EQ(failure_of(run, folder.path() / "one.h5"), "");
  EXPECT_EQ(failure_of(run, folder.path() / "two.h5"), "");
  unsetenv("SOURCE_DATE_EPOCH");
  const std::string one = bytes_of(folder.path() / "one.h5");
  EXPECT_GT(one.size(), 10000U);
  EXPECT_TRUE(one == bytes_of(folder.path() / "two.h5"));
}

TEST(Hdf5Recorder, NamesTheFileAndTheFolderThatIsMissing) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "absent" / "run.h5";
  EXPECT_EQ(failure_of(FakeRun{}, file),
            file.string() +
                ": cannot be written: No such file or directory. choose a "
                "folder that exists with --out");
}

/// Root may write everywhere, so while this lives root is nobody.
class Unprivileged {
 public:
  Unprivileged() : root_{geteuid() == 0} {
    if (root_ && seteuid(nobody) != 0) throw std::runtime_error{"seteuid"};
  }
  ~Unprivileged() {
    if (root_ && seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  bool root_;
};

TEST(Hdf5Recorder, SaysWhenItMayNotWrite) {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_read);
  std::string text;
  {
    const Unprivileged user;
    text = failure_of(FakeRun{}, folder.path() / "run.h5");
  }
  EXPECT_NE(text.find("Permission denied. choose a folder you may write to"),
            std::string::npos)
      << text;
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_all);
}

class Hdf5RecorderFileLimit : public testing::TestWithParam<rlim_t> {};

TEST_P(Hdf5RecorderFileLimit, StopsAndLeavesNothing) {
  const TemporaryFolder folder;
  const FakeRun run{large()};
  testing::internal::CaptureStderr();
  std::string text;
  {
    const FileSizeLimit limit{GetParam()};
    text = failure_of(run, folder.path() / "run.h5");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_NE(text.find("cannot be written: File too large"), std::string::npos)
      << text;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_EQ(failure_of(run, folder.path() / "run.h5"), "");
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         Hdf5RecorderFileLimit,
                         testing::Values(100, 4096, 100000, 400000));

TEST(Hdf5Recorder, SaysThatTheDiskIsFull) {
  const TemporaryFolder folder;
  const auto disk = folder.path() / "disk";
  std::filesystem::create_directory(disk);
  if (mount("none", disk.c_str(), "tmpfs", 0, "size=128k") != 0) {
    GTEST_SKIP() << "SKIPPED: needs the right to mount a small disk";
  }
  const std::string text = failure_of(FakeRun{large()}, disk / "run.h5");
  EXPECT_NE(text.find("cannot be written: No space left on device. free some "
                      "space, or choose a folder on another disk with --out"),
            std::string::npos)
      << text;
  EXPECT_TRUE(std::filesystem::is_empty(disk));
  umount2(disk.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace mingle::test
