// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// Nothing is lost and nothing made of nothing, whatever the world and rules.
#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::housing {
namespace {

std::int64_t total(const Flows& flows, Flow flow) {
  const auto& values = flows.of(flow);
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t net(const State& state, Cause cause) {
  const auto values = state.changes[static_cast<std::size_t>(cause)].values();
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t households(const State& state) {
  return static_cast<std::int64_t>(state.households.size() -
                                   state.households.free.size());
}

std::int64_t standing(const State& state) {
  std::int64_t count = 0;
  for (const std::uint8_t flags : state.dwellings.flags) {
    const auto gone = static_cast<unsigned>(DwellingFlag::closed) |
                      static_cast<unsigned>(DwellingFlag::to_demolish);
    count += (flags & gone) == 0 ? 1 : 0;
  }
  return count;
}

double any(double most) {
  return most * *rc::gen::inRange(0, 101) / 100.0;
}

std::pair<World, State> any_world() {
  const auto groups = static_cast<std::size_t>(*rc::gen::inRange(1, 5));
  const test::SmallWorld spec{
      .authorities = static_cast<std::size_t>(*rc::gen::inRange(1, 4)),
      .zones = static_cast<std::size_t>(*rc::gen::inRange(1, 8)),
      .groups = groups,
      .households = static_cast<std::size_t>(*rc::gen::inRange(1, 40)),
      .vacancy = any(0.4),
      .seed = static_cast<std::uint64_t>(*rc::gen::inRange(1, 1000))};
  Rules rules = test::lively_housing_rules(groups);
  rules.demography.leave_home_rate = any(1.0);
  rules.demography.union_rate = any(1.0);
  rules.demography.dissolution_rate = any(0.5);
  rules.migration.dispersal_share = any(1.0);
  rules.migration.dispersal_cap = any(1.0);
  rules.mobility.private_under_55 = any(2.0);
  rules.private_rented.gap.back() = any(1.0);
  rules.choice.tie = any(3.0);
  rules.social.refusal = any(1.0);
  rules.social.sensitive_cap = any(1.0);
  rules.social.local_connection_years = any(10.0);
  const double direct = any(1.0);
  rules.social.rule_share = {direct, 0.6 * (1 - direct), 0.4 * (1 - direct)};
  rules.stock = {any(0.5), any(0.5), any(0.3)};
  auto made = test::make_small_housing_world(spec, rules);
  World& world = made.first;
  if (*rc::gen::inRange(0, 2) == 1) {
    world.base.rules.choice = ChoiceMode::sampled;
  }
  for (int tick = 0; tick < 4; ++tick) {
    const CellId cell{static_cast<std::size_t>(
        *rc::gen::inRange(0, static_cast<int>(world.base.cells())))};
    world.supply.push_back({tick, cell, *rc::gen::inRange(-6, 7)});
  }
  return made;
}

RC_GTEST_PROP(HousingConservation, EveryTickOfAnyWorld, ()) {
  auto [world, state] = any_world();
  Stepper stepper{world, 3};
  for (int tick = 0; tick < 6; ++tick) {
    clear_changes(state);
    const std::int64_t households_before = households(state);
    const std::int64_t homes_before = standing(state);
    const GroupCounts residents_before = state.residents;
    const Flows& flows = stepper.step(state);
    RC_ASSERT(inconsistencies(world, state).empty());

    // Residents change by the causes that are booked, zone by zone.
    for (std::size_t i = 0; i < residents_before.values().size(); ++i) {
      std::int32_t sum = residents_before.values()[i];
      for (const GroupCounts& change : state.changes) sum += change.values()[i];
      RC_ASSERT(sum == state.residents.values()[i]);
    }
    // Moves only move.
    for (const Cause cause : {Cause::migration,
                              Cause::move_owner,
                              Cause::move_social,
                              Cause::move_private,
                              Cause::couple}) {
      RC_ASSERT(net(state, cause) == 0);
    }
    RC_ASSERT(net(state, Cause::birth) == total(flows, Flow::births));
    RC_ASSERT(net(state, Cause::death) == -total(flows, Flow::deaths));
    // Migrants who find no home stay where they live.
    RC_ASSERT(households(state) == households_before +
                                       total(flows, Flow::formations) +
                                       total(flows, Flow::arrivals) -
                                       total(flows, Flow::dissolutions) -
                                       total(flows, Flow::departures));
    RC_ASSERT(standing(state) == homes_before + total(flows, Flow::built) -
                                     total(flows, Flow::demolished));
    RC_ASSERT(total(flows, Flow::moves_by_round) ==
              total(flows, Flow::moves_by_tenure));
    RC_ASSERT(total(flows, Flow::moves_by_distance) ==
              total(flows, Flow::moves_by_tenure));
    // The parts of the change of an index need every cause (split test).
    RC_ASSERT(state.changes.size() == cause_count);
  }
}

/// Leavers of the closed world all seek a home in another authority.
void close_borders(World& world) {
  const std::size_t count = world.base.authorities.size();
  world.base.flows.cumulative.clear();
  for (std::size_t from = 0; from < count; ++from) {
    double sum = 0;
    for (std::size_t to = 0; to < count; ++to) {
      if (to != from) sum += 1.0 / static_cast<double>(count - 1);
      const bool last = to + 1 == count;
      world.base.flows.cumulative.push_back(last ? 1.0 : sum);
    }
    if (from + 1 == count) world.base.flows.cumulative[count * count - 2] = 1.0;
  }
  std::fill(world.leave_rates.begin(), world.leave_rates.end(), 0.5);
  std::fill(world.arrivals.from_uk.begin(), world.arrivals.from_uk.end(), 0.0);
  std::fill(world.arrivals.from_abroad.begin(),
            world.arrivals.from_abroad.end(),
            0.0);
}

/// Whether homes are plenty or none is vacant.
RC_GTEST_PROP(HousingConservation, MigrationWithinAStudyLosesNobody, ()) {
  const auto groups = static_cast<std::size_t>(*rc::gen::inRange(1, 4));
  const bool full = *rc::gen::inRange(0, 2) == 1;
  const test::SmallWorld spec{
      .authorities = static_cast<std::size_t>(*rc::gen::inRange(2, 5)),
      .zones = static_cast<std::size_t>(*rc::gen::inRange(1, 6)),
      .groups = groups,
      .households = 40,
      .vacancy = full ? 0.0 : 0.3,
      .seed = static_cast<std::uint64_t>(*rc::gen::inRange(1, 1000))};
  Rules rules = test::lively_housing_rules(groups);
  rules.demography.active = false;
  auto [world, state] = test::make_small_housing_world(spec, rules);
  close_borders(world);
  Stepper stepper{world, 5};
  const std::int64_t before = households(state);
  std::int64_t migrations = 0;
  for (int tick = 0; tick < 8; ++tick) {
    const Flows& flows = stepper.step(state);
    RC_ASSERT(inconsistencies(world, state).empty());
    RC_ASSERT(total(flows, Flow::departures) == 0);
    RC_ASSERT(households(state) == before);
    migrations += total(flows, Flow::migrations);
  }
  RC_ASSERT(full || migrations > 0);
}

}  // namespace
}  // namespace mingle::housing
