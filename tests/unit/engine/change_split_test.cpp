// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/housing/change_split.h>
#include <mingle/engine/indices.h>
#include <mingle/engine/random.h>

namespace mingle::housing {
namespace {

GroupCounts counts(std::vector<std::int32_t> values, std::size_t groups) {
  GroupCounts made{values.size() / groups, groups};
  std::copy(values.begin(), values.end(), made.values().begin());
  return made;
}

TEST(ChangeSplit, GivesTheWholeChangeToTheOnlyCause) {
  const GroupCounts last = counts({90, 10, 10, 90}, 2);
  const GroupCounts change = counts({40, -40, -40, 40}, 2);  // from 50, 50
  const std::vector<GroupCounts> causes{change, GroupCounts{2, 2}};
  const auto split = split_dissimilarity_change(last, causes);
  ASSERT_EQ(split.size(), 8U);
  EXPECT_NEAR(split[1], 0.8, 1e-12);  // D from 0 to .8
  EXPECT_NEAR(split[2], 0.8, 1e-12);  // symmetric
  EXPECT_EQ(split[0], 0.0);           // a group against itself
  EXPECT_EQ(split[4 + 1], 0.0);       // the cause that changed nothing
}

TEST(ChangeSplit, TreatsEqualCausesAlike) {
  const GroupCounts last = counts({70, 10, 30, 90}, 2);
  const GroupCounts half = counts({10, -5, -10, 5}, 2);
  const std::vector<GroupCounts> causes{half, half};
  const auto split = split_dissimilarity_change(last, causes);
  EXPECT_DOUBLE_EQ(split[1], split[4 + 1]);
}

TEST(ChangeSplit, AddsUpToTheChange) {
  constexpr std::size_t zones = 20;
  constexpr std::size_t groups = 4;
  Draws draw{{.seed = 3, .purpose = Purpose::test}};
  GroupCounts first{zones, groups};
  for (auto& value : first.values()) {
    value = static_cast<std::int32_t>(20 + draw.below(80));
  }
  GroupCounts last = first;
  std::vector<GroupCounts> causes(3, GroupCounts{zones, groups});
  for (GroupCounts& cause : causes) {
    for (std::size_t i = 0; i < cause.values().size(); ++i) {
      cause.values()[i] = static_cast<std::int32_t>(draw.below(13)) - 6;
      last.values()[i] += cause.values()[i];
    }
  }
  const auto split = split_dissimilarity_change(last, causes);
  const auto before = dissimilarity_matrix(first);
  const auto after = dissimilarity_matrix(last);
  for (std::size_t p = 0; p < groups * groups; ++p) {
    double sum = 0;
    for (std::size_t c = 0; c < 3; ++c) sum += split[c * groups * groups + p];
    EXPECT_NEAR(sum, after[p] - before[p], 1e-12);
  }
}

TEST(ChangeSplit, IsUndefinedForAGroupThatWasNotThere) {
  const GroupCounts last = counts({50, 10, 50, 0}, 2);
  const std::vector<GroupCounts> causes{counts({0, 10, 0, 0}, 2)};
  EXPECT_TRUE(std::isnan(split_dissimilarity_change(last, causes)[1]));
}

}  // namespace
}  // namespace mingle::housing
