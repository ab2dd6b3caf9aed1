// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <mingle/engine/parallel.h>
#include <mingle/engine/reference.h>
#include <mingle/engine/step.h>
#include <mingle/test_support/small_world.h>

namespace mingle {
namespace {

using test::lively_rules;
using test::make_small_world;
using test::SmallWorld;

constexpr int ticks = 6;

/// Everything a household is, to compare two steppers by.
void expect_same(const State& fast, const State& plain) {
  EXPECT_EQ(fast.households.dwellings, plain.households.dwellings);
  EXPECT_EQ(fast.households.ids, plain.households.ids);
  EXPECT_EQ(fast.households.authorities, plain.households.authorities);
  EXPECT_EQ(fast.residents, plain.residents);
  EXPECT_EQ(fast.by_group, plain.by_group);
  EXPECT_EQ(fast.by_tenure, plain.by_tenure);
  EXPECT_EQ(fast.outside, plain.outside);
}

std::int64_t total(const std::vector<std::int64_t>& values) {
  std::int64_t sum = 0;
  for (const std::int64_t value : values) sum += value;
  return sum;
}

/// Steps both side by side and expects the same flows and states.
void expect_equivalent(World world, const State& start, std::uint64_t seed) {
  for (const int threads : {1, 2, 3, 7}) {
    const Concurrency limit{threads};
    State fast = start;
    State plain = start;
    Stepper stepper{world, seed};
    std::int64_t moves = 0;
    for (int tick = 0; tick < ticks; ++tick) {
      const TickFlows flows = stepper.step(fast);
      EXPECT_EQ(flows, reference_step(world, seed, plain));
      moves += total(flows.moves_by_tenure);
      expect_same(fast, plain);
      EXPECT_EQ(inconsistencies(world, fast), std::vector<std::string>{});
      if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(moves, 0);
  }
}

TEST(StepperEquivalence, ExactChoice) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SmallWorld spec{.seed = seed, .rules = lively_rules(3)};
    const auto [world, start] = make_small_world(spec);
    expect_equivalent(world, start, 100 + seed);
  }
}

TEST(StepperEquivalence, SampledChoice) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SmallWorld spec{.seed = seed, .rules = lively_rules(3)};
    spec.rules.choice = ChoiceMode::sampled;
    const auto [world, start] = make_small_world(spec);
    expect_equivalent(world, start, 200 + seed);
  }
}

TEST(StepperEquivalence, SeveralAuthoritiesExchangeHouseholds) {
  for (const ChoiceMode choice : {ChoiceMode::exact, ChoiceMode::sampled}) {
    SmallWorld spec{.authorities = 4, .zones = 6, .rules = lively_rules(3)};
    spec.rules.choice = choice;
    const auto [world, start] = make_small_world(spec);
    expect_equivalent(world, start, 300);
    State state = start;
    EXPECT_GT(total(reference_step(world, 300, state).migrations_by_group), 0);
  }
}

TEST(StepperEquivalence, FollowsGrowingAndShrinkingTotals) {
  SmallWorld spec{.authorities = 2, .vacancy = 0.4, .rules = lively_rules(3)};
  auto [world, start] = make_small_world(spec);
  // Group 0 loses a fifth over the run; group 1 regains what it lost.
  const auto held = world.targets.households.front();
  for (int tick = 1; tick <= ticks; ++tick) {
    auto wanted = held;
    for (std::size_t k = 0; k < kind_count; ++k) {
      for (std::size_t a = 0; a < 2; ++a) {
        std::int32_t& loser = wanted[world.type_of(a, 0, k)];
        loser -= loser * tick / (5 * ticks);
      }
      std::int32_t& dipping = wanted[world.type_of(0, 1, k)];
      dipping -= tick < 3 ? dipping / 4 : 0;
    }
    world.targets.households.push_back(wanted);
  }
  expect_equivalent(world, start, 400);
}

TEST(StepperEquivalence, NewDwellingsOpenOnTheirDay) {
  SmallWorld spec{.vacancy = 0.3, .rules = lively_rules(3)};
  auto [world, start] = make_small_world(spec);
  world.dwellings.available_from.assign(world.dwellings.size(), 0);
  for (std::size_t i = 0; i < world.dwellings.size(); ++i) {
    if (!start.occupants[i].exists()) {
      world.dwellings.available_from[i] = static_cast<std::uint16_t>(i % 5);
    }
  }
  recount(world, start);
  expect_equivalent(world, start, 500);
}

TEST(StepperEquivalence, OneZoneOneGroup) {
  SmallWorld spec{.zones = 1, .groups = 1, .rules = lively_rules(1)};
  const auto [world, start] = make_small_world(spec);
  expect_equivalent(world, start, 600);
}

TEST(StepperEquivalence, NoVacanciesNoMoves) {
  SmallWorld spec{.vacancy = 0.0, .rules = lively_rules(3)};
  spec.rules.stay_share = 1.0;
  auto [world, start] = make_small_world(spec);
  State state = start;
  Stepper stepper{world, 7};
  const TickFlows flows = stepper.step(state);
  EXPECT_EQ(total(flows.moves_by_tenure), 0);
  EXPECT_GT(total(flows.unplaced_by_tenure), 0);
  EXPECT_EQ(state.households.dwellings, start.households.dwellings);
}

}  // namespace
}  // namespace mingle
