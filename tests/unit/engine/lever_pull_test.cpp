// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Levers pulled on small worlds of the housing system.
#include "lever_town.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::levers {
namespace {

TEST(LeverZones, ShareIsNestedAndGrows) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.target = Target::zones;
  lever.zone_share = 0.25;
  lever.zones_grow = true;
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::vector<std::vector<std::uint8_t>> zones;
  for (; state.tick < 20; ++state.tick) {
    levers.begin(state, nullptr);
    zones.push_back(levers.actions()[0].zones);
  }
  const auto taken = [&zones](std::size_t tick) {
    return std::count(zones[tick].begin(), zones[tick].end(), 1);
  };
  EXPECT_EQ(taken(0), 3);  // a quarter of nine, and not less than that
  EXPECT_EQ(taken(3), 3);
  EXPECT_EQ(taken(4), 5);
  EXPECT_EQ(taken(16), 9);
  for (std::size_t z = 0; z < 9; ++z) EXPECT_LE(zones[0][z], zones[4][z]);
}

TEST(LeverMoney, SpendingStopsWhenItIsUsedUp) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.schedule = Schedule::quarter;
  lever.unit_cost = 10;
  lever.hours = 2;
  lever.budget = 555;
  lever.budget_per_year = 300;
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::vector<double> spent;
  for (; state.tick < 12; ++state.tick) {
    levers.begin(state, nullptr);
    const LeverAction& action = levers.actions()[0];
    spent.push_back(action.cost);
    EXPECT_EQ(action.cost, 10.0 * static_cast<double>(action.people));
    EXPECT_EQ(action.hours, 2.0 * static_cast<double>(action.people));
  }
  EXPECT_EQ(std::accumulate(spent.begin(), spent.begin() + 4, 0.0), 300);
  EXPECT_EQ(std::accumulate(spent.begin(), spent.end(), 0.0), 550);
}

TEST(LeverMoney, CountsZonesAndAuthoritiesAndWhatIsNotKnown) {
  auto [world, state] = town(2);
  PlannedLever zones = everybody();
  zones.target = Target::zones;
  zones.zone_share = 0.5;
  zones.unit_cost = 400;
  zones.cost_unit = CostUnit::zone_year;
  PlannedLever once = everybody();
  once.target = Target::nobody;
  once.unit_cost = 1003;
  once.cost_unit = CostUnit::authority;
  PlannedLever unknown = everybody();
  const Plan plan{.levers = {zones, once, unknown}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  EXPECT_EQ(levers.actions()[0].cost, 9 * 400 / 4.0);
  EXPECT_EQ(levers.actions()[1].cost, 2 * 1003);
  EXPECT_TRUE(std::isnan(levers.actions()[2].cost));
  ++state.tick;
  levers.begin(state, nullptr);
  EXPECT_EQ(levers.actions()[1].cost, 0);
}

TEST(LeverTime, ActsWhenItIsOn) {
  auto [world, state] = town();
  PlannedLever yearly = everybody();
  yearly.first_tick = 1;
  yearly.last_tick = 9;
  yearly.quarter = 3;
  PlannedLever once = yearly;
  once.schedule = Schedule::once;
  const Plan plan{.levers = {yearly, once}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::vector<int> acts;
  std::vector<int> acts_once;
  for (; state.tick < 12; ++state.tick) {
    levers.begin(state, nullptr);
    if (!levers.actions()[0].reached.empty()) acts.push_back(state.tick);
    if (!levers.actions()[1].reached.empty()) acts_once.push_back(state.tick);
  }
  EXPECT_EQ(acts, (std::vector<int>{2, 6}));
  EXPECT_EQ(acts_once, std::vector<int>{2});
}

TEST(LeverLinks, OneFollowsAnotherAndOneWidensAnother) {
  auto [world, state] = town();
  PlannedLever first = everybody();
  first.coverage = 0.2;
  PlannedLever second = everybody();
  second.stream = 9;
  second.coverage = 0.5;
  second.follows = 0;
  PlannedLever wider = everybody();
  wider.target = Target::nobody;
  wider.effects.push_back(
      {.mechanism = Mechanism::coverage, .value = 1.5, .of = {0}});
  const auto reach = [&](const Plan& plan) {
    auto [space, start] = town();
    Levers levers{plan, space, 1};
    levers.start(0);
    levers.begin(start, nullptr);
    return levers.actions();
  };
  const auto plain = reach({.levers = {first, second}});
  const auto leaders = ids_of(plain[0].reached);
  const auto followers = ids_of(plain[1].reached);
  EXPECT_NEAR(static_cast<double>(followers.size()),
              0.5 * static_cast<double>(leaders.size()),
              1.0);
  EXPECT_TRUE(std::includes(
      leaders.begin(), leaders.end(), followers.begin(), followers.end()));
  const auto widened = reach({.levers = {first, wider}});
  EXPECT_NEAR(static_cast<double>(widened[0].people),
              1.5 * static_cast<double>(plain[0].people),
              1.5);
}

TEST(LeverEffects, AreFixedSampledByReplicateOrZero) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.intensity = 2;
  lever.effects = {{.mechanism = Mechanism::income, .value = 0.1},
                   {.mechanism = Mechanism::landlord, .value = 0.75},
                   {.mechanism = Mechanism::dispersal_share, .value = 0.7}};
  PlannedLever zero = lever;
  zero.zero = true;
  PlannedLever sampled = everybody();
  sampled.effects = {{.mechanism = Mechanism::dispersal_share,
                      .value = 0.5,
                      .prior = {.family = Prior::Family::uniform, .b = 1},
                      .sampled = true}};
  const Plan plan{.levers = {lever, zero, sampled}};
  Levers levers{plan, world, 1};
  std::set<double> drawn;
  for (int replicate = 0; replicate < 20; ++replicate) {
    levers.start(replicate);
    const auto& values = levers.actions()[0].values;
    EXPECT_DOUBLE_EQ(values[0], 0.2);
    EXPECT_DOUBLE_EQ(values[1], 0.5);
    EXPECT_EQ(values[2], 1);  // no share is more than all
    EXPECT_EQ(levers.actions()[1].values, (std::vector<double>{0, 1, 0}));
    drawn.insert(levers.actions()[2].values[0]);
  }
  EXPECT_EQ(drawn.size(), 20U);
  levers.start(3);
  EXPECT_TRUE(drawn.contains(levers.actions()[2].values[0]));
}

TEST(LeverEffects, GoTogetherAsStated) {
  const auto add = Together::add;
  const auto largest = Together::largest;
  EXPECT_EQ(together(add, Mechanism::income, 0.1, 0.2), 0.1 + 0.2);
  EXPECT_EQ(together(largest, Mechanism::income, 0.1, -0.2), -0.2);
  EXPECT_EQ(together(add, Mechanism::landlord, 0.5, 0.8), 0.4);
  EXPECT_EQ(together(largest, Mechanism::landlord, 0.5, 0.8), 0.5);
  EXPECT_EQ(together(largest, Mechanism::landlord, 0.8, 1.5), 1.5);
  EXPECT_EQ(together(add, Mechanism::quota, 0.5, 0.8), 0.8);
}

/// Everything of a state that a lever could have touched.
void expect_same(const State& a, const State& b) {
  EXPECT_EQ(a.households.ids, b.households.ids);
  EXPECT_EQ(a.households.dwellings, b.households.dwellings);
  EXPECT_EQ(a.households.incomes, b.households.incomes);
  EXPECT_EQ(a.households.registered, b.households.registered);
  EXPECT_EQ(a.households.flags, b.households.flags);
  EXPECT_EQ(a.persons.ids, b.persons.ids);
  EXPECT_EQ(a.dwellings.cells, b.dwellings.cells);
  EXPECT_EQ(a.residents, b.residents);
  EXPECT_EQ(a.log_prices, b.log_prices);
  EXPECT_EQ(a.fairness, b.fairness);
  EXPECT_EQ(a.service_pressure, b.service_pressure);
}

/// The state after some ticks with a plan.
State lived(const Plan& plan, int ticks = 8, std::size_t authorities = 2) {
  auto [world, state] = town(authorities);
  Levers levers{plan, world, 3};
  levers.start(0);
  housing::Stepper stepper{world, 3};
  while (state.tick < ticks) {
    if (!plan.empty()) levers.begin(state, nullptr);
    stepper.step(state);
  }
  return std::move(state);
}

const std::vector<std::pair<Mechanism, double>>& housing_effects() {
  static const std::vector<std::pair<Mechanism, double>> all{
      {Mechanism::income, 0.3},
      {Mechanism::choice_share, 1.0},
      {Mechanism::points_share, 0.9},
      {Mechanism::local_connection, 3.0},
      {Mechanism::sensitive_cap, 0.1},
      {Mechanism::quota, 0.1},
      {Mechanism::registration, 5.0},
      {Mechanism::dispersal_share, 1.0},
      {Mechanism::arrival_elasticity, 0.0},
      {Mechanism::landlord, 0.0},
      {Mechanism::arrivals, 2.0},
      {Mechanism::services, 0.5},
      {Mechanism::fairness, 0.3},
      {Mechanism::dwellings, 8.0},
      {Mechanism::pitches, 2.0}};
  return all;
}

TEST(LeverPlacebo, LeavesEveryNumberAsItWas) {
  const State without = lived({});
  PlannedLever placebo = everybody();
  placebo.unit_cost = 5;
  expect_same(lived({.levers = {with_effect(placebo, Mechanism::none, 0)}}),
              without);
  for (const auto& [mechanism, value] : housing_effects()) {
    SCOPED_TRACE(info_of(mechanism).name);
    PlannedLever zero = with_effect(placebo, mechanism, value);
    zero.zero = true;
    expect_same(lived({.levers = {zero}}), without);
  }
}

TEST(LeverPlacebo, AndTheSameLeversDoSomethingWhenNotZero) {
  const State soon = lived({});
  // A cap on lettings binds after some lettings of the zone.
  constexpr int long_enough = 32;
  const State later = lived({}, long_enough);
  for (const auto& [mechanism, value] : housing_effects()) {
    SCOPED_TRACE(info_of(mechanism).name);
    PlannedLever lever = with_effect(everybody(), mechanism, value);
    if (mechanism == Mechanism::quota) lever.groups = {0, 1, 0};
    const bool slow = mechanism == Mechanism::sensitive_cap;
    const State& without = slow ? later : soon;
    const State with = lived({.levers = {lever}}, slow ? long_enough : 8);
    const bool differs =
        with.households.incomes != without.households.incomes ||
        with.households.dwellings != without.households.dwellings ||
        with.households.flags != without.households.flags ||
        with.households.registered != without.households.registered ||
        with.service_pressure != without.service_pressure ||
        with.fairness != without.fairness;
    EXPECT_TRUE(differs);
  }
}

TEST(LeverPolicy, IsTheSameAsOtherRulesFromTheStart) {
  housing::Rules other = test::lively_housing_rules(groups);
  other.social.rule_share = {0.1, 0.6, 0.3};
  other.social.local_connection_years = 2;
  other.social.sensitive_cap = 0.4;
  other.social.quota = {1.0, 0.4, 1.0};
  other.private_rented.gap = {0.0, 0.5, 0.1};
  other.migration.dispersal_share = 0.7;
  other.migration.dispersal_cap = 0.4;
  other.migration.arrival_elasticity = 0.3;
  auto [expected_world, expected] =
      test::make_small_housing_world({.authorities = 2}, other);
  auto [world, state] = town(2);
  housing::Stepper expected_stepper{expected_world, 3};
  housing::Stepper stepper{world, 3};
  while (state.tick < 8) {
    state.policy.authorities.assign(2, housing::policy_of(other, groups));
    stepper.step(state);
    expected_stepper.step(expected);
  }
  expect_same(state, expected);
}

TEST(LeverPolicy, HoldsInItsAuthorityOnly) {
  auto [world, state] = town(2);
  PlannedLever lever = with_effect(everybody(), Mechanism::landlord, 0.5);
  lever.target = Target::authorities;
  for (const AuthorityId authority : world.base.zones.authorities) {
    lever.areas.push_back(authority == AuthorityId{1U} ? 1 : 0);
  }
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  const double gap = world.rules.private_rented.gap.back();
  EXPECT_EQ(state.policy.authorities[0].gap.back(), gap);
  EXPECT_EQ(state.policy.authorities[1].gap.back(), 0.5 * gap);
}

TEST(LeverSupply, BuildsWhatIsPlannedAndNoMoreThanTheMoney) {
  auto [world, state] = town();
  PlannedLever lever = with_effect(everybody(), Mechanism::dwellings, 3);
  lever.target = Target::zones;
  lever.unit_cost = 100;
  lever.cost_unit = CostUnit::dwelling;
  lever.sites = {{2, world.base.cell(ZoneId{1U}, 0), 10}};
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  EXPECT_EQ(levers.actions()[0].dwellings, 9 * 3);
  EXPECT_EQ(levers.actions()[0].cost, 2700);
  state.tick = 2;
  levers.begin(state, nullptr);
  EXPECT_EQ(levers.actions()[0].dwellings, 10);
  ASSERT_EQ(state.policy.supply.size(), 1U);
  EXPECT_EQ(state.policy.supply[0].cell, lever.sites[0].cell);
}

TEST(LeverIncome, OfTheHouseholdsReachedNowAndWhenChildrenGrowUp) {
  auto [world, state] = town();
  const std::vector<std::uint16_t> before = state.households.incomes;
  PlannedLever now = with_effect(everybody(), Mechanism::income, 0.5);
  now.persons = over(Field::age, Kind::at_least, 65);
  now.last_tick = 1;
  PlannedLever later =
      with_effect(everybody(), Mechanism::next_generation, 1.0);
  later.persons = over(Field::age, Kind::at_most, 2);
  later.lag = 3;
  later.last_tick = 1;
  const Plan plan{.levers = {now, later}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  std::set<std::size_t> old;
  for (const Participant& one : levers.actions()[0].reached) {
    old.insert(one.household.index());
  }
  for (std::size_t h = 0; h < before.size(); ++h) {
    const double wanted = before[h] * (old.contains(h) ? std::exp(0.5) : 1.0);
    EXPECT_NEAR(state.households.incomes[h], wanted, 1.0) << h;
  }
  const std::vector<std::uint16_t> middle = state.households.incomes;
  const auto children = levers.actions()[1].reached;
  ASSERT_FALSE(children.empty());
  for (state.tick = 1; state.tick < 3; ++state.tick) {
    levers.begin(state, nullptr);
    EXPECT_EQ(state.households.incomes, middle);
  }
  levers.begin(state, nullptr);
  for (const Participant& child : children) {
    const std::size_t h = child.household.index();
    EXPECT_GT(state.households.incomes[h], 2 * middle[h]);
  }
}

TEST(Levers, AreTheSameForAnyNumberOfThreads) {
  PlannedLever lever = with_effect(everybody(), Mechanism::income, 0.1);
  lever.coverage = 0.3;
  const auto run = [&lever](int threads) {
    const Concurrency limit{threads};
    return lived({.levers = {lever}});
  };
  const State alone = run(1);
  expect_same(run(4), alone);
}

/// Keeps what a run records.
class Keeper : public Observer {
 public:
  void begin(const RunShape& shape) override { tables = shape.tables; }
  void record(const Frame& frame) override {
    values.emplace_back(frame.tables.begin(), frame.tables.end());
    residents.push_back(*frame.residents);
  }
  void end() override {}

  std::vector<TableSpec> tables;
  std::vector<std::vector<std::vector<double>>> values;
  std::vector<GroupCounts> residents;
};

TEST(LeverTables, AreRecordedByLeverAndQuarter) {
  auto [world, state] = town();
  PlannedLever lever = with_effect(everybody(), Mechanism::none, 0);
  lever.hours = 3;
  lever.unit_cost = 7;
  world.levers.levers = {lever};
  Keeper keeper;
  Observer* const observers[] = {&keeper};
  RunSettings settings{.seed = 1, .ticks = 5, .replicates = 2};
  housing::run(world, state, settings, observers, {});
  const auto at = [&keeper](const std::string& path) {
    const auto found = std::find_if(
        keeper.tables.begin(), keeper.tables.end(), [&path](const auto& one) {
          return one.path == path;
        });
    return static_cast<std::size_t>(found - keeper.tables.begin());
  };
  ASSERT_LT(at("/levers/cost"), keeper.tables.size());
  ASSERT_EQ(keeper.values.size(), 12U);
  EXPECT_EQ(keeper.values[0][at("/levers/people")][0], 0);
  const double people = keeper.values[1][at("/levers/people")][0];
  EXPECT_EQ(people, static_cast<double>(persons_aged(0, 200)));
  EXPECT_EQ(keeper.values[1][at("/levers/person_hours")][0], 3 * people);
  EXPECT_EQ(keeper.values[1][at("/levers/cost")][0], 7 * people);
  EXPECT_EQ(keeper.values[2][at("/levers/people")][0], 0);
  EXPECT_GT(keeper.values[5][at("/levers/people")][0], 0);
  EXPECT_EQ(keeper.values[6][at("/levers/people")][0], 0);
  EXPECT_EQ(keeper.values[7][at("/levers/people")][0], people);
}

}  // namespace
}  // namespace mingle::levers
