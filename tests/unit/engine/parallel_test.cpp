// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

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

}  // namespace
}  // namespace mingle
