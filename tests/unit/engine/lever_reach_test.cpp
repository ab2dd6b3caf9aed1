// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Whom levers reach, how many of them, what that costs, and when it ends.
#include "lever_town.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace mingle::levers {
namespace {

// A rule that holds in places costs something even if it reaches nobody.
TEST(LeverMoney, RulesWithoutAPriceCostAnUnknownAmount) {
  auto [world, state] = town();
  PlannedLever rule = everybody();
  rule.target = Target::authorities;
  rule.first_tick = 1;
  PlannedLever priced = rule;
  priced.unit_cost = 8;
  priced.cost_unit = CostUnit::authority_year;
  const Plan plan{.levers = {rule, priced}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  EXPECT_EQ(levers.actions()[0].cost, 0);
  ++state.tick;
  levers.begin(state, nullptr);
  EXPECT_TRUE(std::isnan(levers.actions()[0].cost));
  EXPECT_EQ(levers.actions()[1].cost, 2);
}

TEST(LeverReach, CountsThoseReachedByGroupAgeSexAndDeprivation) {
  auto [world, state] = town();
  world.quality.assign(world.base.zones.size(), 2.0);
  world.quality.back() = 9.0;
  Plan plan{.levers = {everybody()}};
  plan.knows_deprivation = true;
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  const LeverAction& action = levers.actions()[0];
  const auto sum = [](const auto& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  };
  ASSERT_GT(action.people, 0);
  EXPECT_EQ(sum(action.counts.by_group), action.people);
  EXPECT_EQ(sum(action.counts.by_age), action.people);
  EXPECT_EQ(sum(action.counts.by_sex), action.people);
  EXPECT_EQ(sum(action.counts.by_fifth), action.people);
  EXPECT_EQ(action.counts.by_age[0],
            static_cast<std::int64_t>(persons_aged(0, 15)));
  EXPECT_EQ(action.counts.by_age[4],
            static_cast<std::int64_t>(persons_aged(65, 200)));
  EXPECT_GT(action.counts.by_fifth[0], action.counts.by_fifth[4]);
  EXPECT_GT(action.counts.by_fifth[4], 0);
  EXPECT_EQ(action.counts.by_fifth[2], 0);
  // Nobody is reached in the next quarter, and nobody is counted.
  ++state.tick;
  levers.begin(state, nullptr);
  EXPECT_EQ(sum(levers.actions()[0].counts.by_age), 0);
}

TEST(LeverReach, FifthsAreOfDeciles) {
  EXPECT_EQ(fifth_of_decile(1), 0U);
  EXPECT_EQ(fifth_of_decile(2), 0U);
  EXPECT_EQ(fifth_of_decile(2.5), 1U);
  EXPECT_EQ(fifth_of_decile(9), 4U);
  EXPECT_EQ(fifth_of_decile(10), 4U);
  EXPECT_EQ(age_band_of(15), 0U);
  EXPECT_EQ(age_band_of(16), 1U);
  EXPECT_EQ(age_band_of(64), 3U);
  EXPECT_EQ(age_band_of(65), 4U);
}

TEST(LeverReach, CoverageIsDrawnFromItsPriorOnceAReplicate) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.coverage = 0.5;
  lever.coverage_prior = {.family = Prior::Family::uniform, .a = 0.1, .b = 0.9};
  PlannedLever sampled = lever;
  sampled.coverage_sampled = true;
  const Plan plan{.levers = {lever, sampled}};
  Levers levers{plan, world, 1};
  std::set<double> drawn;
  for (int replicate = 0; replicate < 10; ++replicate) {
    levers.start(replicate);
    EXPECT_EQ(levers.actions()[0].coverage, 0.5);
    const double share = levers.actions()[1].coverage;
    EXPECT_GE(share, 0.1);
    EXPECT_LE(share, 0.9);
    drawn.insert(share);
    levers.begin(state, nullptr);
    const auto everyone = static_cast<double>(persons_aged(0, 200));
    EXPECT_NEAR(
        static_cast<double>(levers.actions()[1].people), share * everyone, 1.0);
  }
  EXPECT_EQ(drawn.size(), 10U);
}

TEST(LeverTime, EndsOnce) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.last_tick = 2;
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::vector<int> ends;
  for (; state.tick < 6; ++state.tick) {
    levers.begin(state, nullptr);
    if (levers.actions()[0].ends) ends.push_back(state.tick);
  }
  EXPECT_EQ(ends, std::vector<int>{2});
}

}  // namespace
}  // namespace mingle::levers
