// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include <mingle/engine/step.h>
#include <mingle/test_support/small_world.h>

namespace mingle {
namespace {

using test::lively_rules;
using test::make_small_world;
using test::SmallWorld;

std::int64_t total(const std::vector<std::int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

TEST(Stepper, HoldsHouseholdsAndResidentsOfOneAuthority) {
  SmallWorld spec{.rules = lively_rules(3)};
  auto [world, state] = make_small_world(spec);
  const auto residents = state.residents;
  const auto tenure = state.by_tenure;
  Stepper stepper{world, 5};
  for (int tick = 0; tick < 8; ++tick) {
    stepper.step(state);
    // All that left have come back as others of the same kind, or wait for a
    // vacancy outside.
    std::vector<std::int64_t> outside(3);
    std::vector<std::int64_t> outside_tenure(tenure_count);
    for (const HouseholdId household : state.outside) {
      for (const std::uint8_t g : state.households.members(household)) {
        ++outside[g];
      }
      ++outside_tenure[state.households.kinds[household.index()] /
                       size_class_count];
    }
    for (std::size_t g = 0; g < 3; ++g) {
      EXPECT_EQ(state.residents.column_total(g) + outside[g],
                residents.column_total(g));
    }
    for (std::size_t t = 0; t < tenure_count; ++t) {
      EXPECT_EQ(state.by_tenure.column_total(t) + outside_tenure[t],
                tenure.column_total(t));
    }
  }
}

TEST(Stepper, ADifferentSeedOrReplicateGivesADifferentRun) {
  SmallWorld spec{.rules = lively_rules(3)};
  const auto made = make_small_world(spec);
  const World& world = made.first;
  const State& start = made.second;
  const auto after = [&world, &start](std::uint64_t seed, int replicate) {
    State state = start;
    state.replicate = replicate;
    Stepper{world, seed}.step(state);
    return state.households.dwellings;
  };
  EXPECT_EQ(after(1, 0), after(1, 0));
  EXPECT_NE(after(1, 0), after(2, 0));
  EXPECT_NE(after(1, 0), after(1, 1));
}

TEST(Stepper, HouseholdsStayInTheirKindOfDwelling) {
  SmallWorld spec{.authorities = 3, .rules = lively_rules(3)};
  auto [world, state] = make_small_world(spec);
  Stepper stepper{world, 5};
  for (int tick = 0; tick < 6; ++tick) stepper.step(state);
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    const DwellingId home = state.households.dwellings[i];
    if (!home.exists()) continue;
    const CellId cell = world.dwellings.cells[home.index()];
    EXPECT_EQ(world.kind_of(cell), state.households.kinds[i]);
    EXPECT_EQ(world.authority_of(cell).index(),
              state.households.authorities[i]);
  }
}

TEST(Stepper, AStationaryHouseholdKeepsItsId) {
  SmallWorld spec{.rules = lively_rules(3)};
  spec.rules.stay_share = 1.0;
  auto [world, state] = make_small_world(spec);
  const auto ids = state.households.ids;
  Stepper stepper{world, 5};
  const TickFlows& flows = stepper.step(state);
  EXPECT_EQ(state.households.ids, ids);
  EXPECT_EQ(total(flows.departures_by_group), 0);
}

TEST(Stepper, DistanceKeepsMovesNear) {
  const auto mean_distance = [](double delta) {
    SmallWorld spec{.zones = 49, .vacancy = 0.3, .rules = lively_rules(3)};
    spec.rules.stay_share = 1.0;
    spec.rules.delta = delta;
    spec.rules.alpha.assign(3, 0.0);
    auto made = make_small_world(spec);
    const World& world = made.first;
    State& state = made.second;
    const State before = state;
    Stepper{world, 5}.step(state);
    double sum = 0;
    double moves = 0;
    for (std::size_t i = 0; i < state.households.size(); ++i) {
      const auto zone = [&world, i](const State& of) {
        return world
            .zone_of(world.dwellings.cells[of.households.dwellings[i].index()])
            .index();
      };
      const std::size_t from = zone(before);
      const std::size_t to = zone(state);
      if (before.households.dwellings[i] == state.households.dwellings[i]) {
        continue;
      }
      sum +=
          std::hypot(world.zones.eastings[from] - world.zones.eastings[to],
                     world.zones.northings[from] - world.zones.northings[to]);
      ++moves;
    }
    return sum / moves;
  };
  EXPECT_LT(mean_distance(3.0), 0.8 * mean_distance(0.0));
}

TEST(State, UsesFewBytes) {
  SmallWorld spec{.households = 400, .rules = lively_rules(3)};
  const auto [world, state] = make_small_world(spec);
  EXPECT_LE(state.bytes_per_household(), 48.0);
}

}  // namespace
}  // namespace mingle
