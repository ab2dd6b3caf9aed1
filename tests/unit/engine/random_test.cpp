// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

// Known answers of philox4x64-10 published with Random123 (kat_vectors).
TEST(Random, PhiloxMatchesPublishedVectors) {
  const auto zeros = random_bits({.seed = 0,
                                  .replicate = 0,
                                  .subject = 0,
                                  .step = 0,
                                  .purpose = static_cast<Purpose>(0),
                                  .block = 0});
  EXPECT_EQ(zeros[0], 0x16554d9eca36314cULL);
  EXPECT_EQ(zeros[1], 0xdb20fe9d672d0fdcULL);
  EXPECT_EQ(zeros[2], 0xd7e772cee186176bULL);
  EXPECT_EQ(zeros[3], 0x7e68b68aec7ba23bULL);

  constexpr std::uint64_t ones = ~std::uint64_t{0};
  const auto all_ones = random_bits({.seed = ones,
                                     .replicate = ones,
                                     .subject = ones,
                                     .step = ones,
                                     .purpose = static_cast<Purpose>(ones),
                                     .block = ones});
  EXPECT_EQ(all_ones[0], 0x87b092c3013fe90bULL);
  EXPECT_EQ(all_ones[1], 0x438c3c67be8d0224ULL);
  EXPECT_EQ(all_ones[2], 0x9cc7d7c69cd777b6ULL);
  EXPECT_EQ(all_ones[3], 0xa09caebf594f0ba0ULL);
}

// The third published vector has six different words, so a swap of key and
// counter or of two counter fields cannot pass.
TEST(Random, PhiloxFieldOrderIsFixed) {
  const auto pi =
      random_bits({.seed = 0x452821e638d01377ULL,
                   .replicate = 0xbe5466cf34e90c6cULL,
                   .subject = 0x243f6a8885a308d3ULL,
                   .step = 0x13198a2e03707344ULL,
                   .purpose = static_cast<Purpose>(0xa4093822299f31d0ULL),
                   .block = 0x082efa98ec4e6c89ULL});
  EXPECT_EQ(pi[0], 0xa528f45403e61d95ULL);
  EXPECT_EQ(pi[1], 0x38c72dbd566e9788ULL);
  EXPECT_EQ(pi[2], 0xa5a1610e72fd18b5ULL);
  EXPECT_EQ(pi[3], 0x57bd43b5e52b7fe6ULL);
}

TEST(Random, UnitIntervalIsOpen) {
  EXPECT_GT(unit_interval(0), 0.0);
  EXPECT_LT(unit_interval(~std::uint64_t{0}), 1.0);
}

TEST(Random, BelowCoversItsRange) {
  EXPECT_EQ(below(0, 7), 0U);
  EXPECT_EQ(below(~std::uint64_t{0}, 7), 6U);
  EXPECT_EQ(below(~std::uint64_t{0}, 1), 0U);
}

TEST(Random, DrawsContinueOverBlocks) {
  const DrawAddress address{.seed = 3, .subject = 9, .block = 5};
  Draws draws{address};
  const auto first = random_bits(address);
  DrawAddress next = address;
  next.block = 6;
  const auto second = random_bits(next);
  for (const std::uint64_t word : first) EXPECT_EQ(draws.bits(), word);
  EXPECT_EQ(draws.bits(), second[0]);
}

TEST(Random, NormalAndGumbelHaveTheirMoments) {
  constexpr int n = 20000;
  Draws draws{{.seed = 1, .subject = 1}};
  double normal = 0;
  double squares = 0;
  double gumbel = 0;
  for (int i = 0; i < n; ++i) {
    const double x = draws.normal();
    normal += x;
    squares += x * x;
    gumbel += standard_gumbel(draws.bits());
  }
  EXPECT_NEAR(normal / n, 0.0, 4.0 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 1.0, 4.0 * std::sqrt(2.0 / n));
  EXPECT_NEAR(gumbel / n, 0.5772156649, 4.0 * 1.2825 / std::sqrt(n));
}

TEST(Random, LanesAreEightDifferentNumbers) {
  const auto words = random_bits({.seed = 4, .subject = 12});
  std::set<std::uint32_t> lanes;
  for (std::uint64_t id = 96; id < 104; ++id) lanes.insert(lane(id, words));
  EXPECT_EQ(lanes.size(), lanes_per_block);
}

TEST(Random, DerivedIdsDiffer) {
  EXPECT_NE(derived_id(1, 1, Purpose::clone), derived_id(1, 2, Purpose::clone));
  EXPECT_NE(derived_id(1, 1, Purpose::clone), derived_id(2, 1, Purpose::clone));
  EXPECT_NE(derived_id(1, 1, Purpose::clone),
            derived_id(1, 1, Purpose::new_household_id));
}

}  // namespace
}  // namespace mingle
