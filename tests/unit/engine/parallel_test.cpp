// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <gtest/gtest.h>

#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

TEST(Parallel, BlocksCoverEveryItemOnce) {
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 1000U}) {
    std::vector<int> visits(size);
    parallel_for_blocks(
        size, 8, [&](std::size_t block, std::size_t begin, std::size_t end) {
          EXPECT_EQ(begin, block * 8);
          for (std::size_t i = begin; i < end; ++i) ++visits[i];
        });
    EXPECT_EQ(std::accumulate(visits.begin(), visits.end(), 0),
              static_cast<int>(size));
  }
}

TEST(Parallel, ReductionHasTheSameDigitsOnAnyNumberOfThreads) {
  const auto sum = [](int threads) {
    const Concurrency limit{threads};
    return deterministic_reduce(
        100'000, 64, 0.0, [](std::size_t begin, std::size_t end) {
          double part = 0;
          for (std::size_t i = begin; i < end; ++i) {
            part += std::sin(static_cast<double>(i)) * 1e-3;
          }
          return part;
        });
  };
  const double one = sum(1);
  for (const int threads : {2, 3, 7}) EXPECT_EQ(sum(threads), one);
}

TEST(Parallel, ConcurrencyLimitsAndRestores) {
  const int before = Concurrency::threads();
  {
    const Concurrency limit{1};
    EXPECT_EQ(Concurrency::threads(), 1);
  }
  EXPECT_EQ(Concurrency::threads(), before);
}

TEST(Jobs, EachIsDoneOnceAndAlone) {
  for (const int threads : {0, 1, 3}) {
    std::vector<int> sums(20);
    run_jobs(sums.size(), threads, [&](std::size_t job) {
      const Concurrency ignored{4};
      EXPECT_EQ(Concurrency::threads(), 1);
      // Without a lock: the loop must stay in this thread.
      parallel_for_blocks(
          100, 1, [&](std::size_t block, std::size_t, std::size_t) {
            sums[job] += static_cast<int>(block);
          });
    });
    EXPECT_EQ(sums, std::vector<int>(20, 4950));
  }
  EXPECT_GE(Concurrency::threads(), 1);
}

TEST(Jobs, PassOnWhatOneThrows) {
  std::atomic<int> begun{0};
  const auto fail = [&](std::size_t job) {
    ++begun;
    if (job == 2) throw std::runtime_error{"job 2"};
  };
  EXPECT_THROW(run_jobs(100, 1, fail), std::runtime_error);
  EXPECT_EQ(begun, 3);
  EXPECT_NO_THROW(run_jobs(0, 2, fail));
}

}  // namespace
}  // namespace mingle
