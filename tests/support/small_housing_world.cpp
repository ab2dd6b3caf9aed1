// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::test {
namespace {

using housing::HouseholdFlag;
using housing::Sex;

constexpr int years(int age) {
  return -age * housing::PersonTable::ticks_per_year;
}

/// A tick 1 to `most` quarters before the start.
int ticks_before(Draws& draw, std::uint64_t most) {
  return -1 - static_cast<int>(draw.below(most));
}

/// The reference person, maybe a partner, and children of theirs.
void add_members(std::span<const std::uint8_t> groups,
                 std::uint64_t first_id,
                 HouseholdId household,
                 const housing::World& world,
                 housing::State& state,
                 Draws& draw) {
  const int reference_age = 20 + static_cast<int>(draw.below(65));
  const bool couple = groups.size() > 1 && draw.uniform() < 0.7;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    int age = reference_age;
    if (i == 1 && couple) {
      age = std::max(18, reference_age - 3 + static_cast<int>(draw.below(7)));
    } else if (i > 0) {
      age = std::clamp(
          reference_age - 20 - static_cast<int>(draw.below(20)), 0, 29);
    }
    const Sex sex = i == 1 && couple
                        ? Sex::male
                        : (couple && i == 0 ? Sex::female
                                            : static_cast<Sex>(draw.below(2)));
    housing::add_person(world,
                        state,
                        household,
                        first_id + i,
                        years(age) - static_cast<int>(draw.below(4)),
                        groups[i],
                        sex,
                        housing::Cause::birth);
  }
  if (couple) {
    state.households.flags[household.index()] |=
        static_cast<std::uint8_t>(HouseholdFlag::couple);
  }
}

void add_attributes(HouseholdId household,
                    housing::HouseholdTable& table,
                    Draws& draw) {
  const std::size_t row = household.index();
  table.social_classes[row] = static_cast<housing::SocialClass>(
      draw.below(housing::social_class_count));
  table.incomes[row] = static_cast<std::uint16_t>(100 + draw.below(700));
  if (draw.uniform() < 0.3) {
    table.arrived[row] = static_cast<std::int16_t>(ticks_before(draw, 80));
  }
  table.moved_in[row] = static_cast<std::int16_t>(ticks_before(draw, 60));
  table.local_since[row] = static_cast<std::int16_t>(
      table.moved_in[row] - static_cast<int>(draw.below(40)));
  if (draw.uniform() < 0.1) {
    table.registered[row] = static_cast<std::int16_t>(ticks_before(draw, 20));
    table.bands[row] = static_cast<housing::NeedBand>(draw.below(4));
  }
}

void set_prices(housing::World& world) {
  const mingle::World& base = world.base;
  world.base_prices.resize(base.cells());
  for (std::size_t c = 0; c < base.cells(); ++c) {
    const CellId cell{c};
    const std::size_t kind = base.kind_of(cell);
    const auto bedrooms = static_cast<double>(housing::bedrooms_of_kind(kind));
    const double size = 1.0 + 0.3 * bedrooms;
    const double place = world.quality[base.zone_of(cell).index()] / 5.5;
    const auto sector = housing::sector_of(housing::tenure_of_kind(kind));
    const double level = sector == housing::Sector::owner    ? 90'000.0
                         : sector == housing::Sector::social ? 3'500.0
                                                             : 5'000.0;
    world.base_prices[c] = level * size * (0.5 + 0.5 * place);
  }
}

/// One household in twenty a year leaves; as many come.
void set_rates(std::size_t households, housing::World& world) {
  const std::size_t size =
      world.base.authorities.size() * world.base.groups.size();
  world.leave_rates.assign(size, 0.05);
  const double arrivals =
      0.05 * static_cast<double>(households) / static_cast<double>(size);
  world.arrivals.from_uk.assign(size, 0.7 * arrivals);
  world.arrivals.from_abroad.assign(size, 0.3 * arrivals);
}

void make_households(const World& world,
                     const State& from,
                     housing::World& to,
                     housing::State& state) {
  Draws draw{{.seed = 77, .purpose = Purpose::test}};
  for (const CellId cell : world.dwellings.cells) {
    state.dwellings.add(cell, -4);
  }
  housing::recount(to, state);
  for (std::size_t i = 0; i < from.households.size(); ++i) {
    const HouseholdId old{i};
    const HouseholdId household = housing::add_household(
        state,
        from.households.ids[i],
        AuthorityId{std::size_t{from.households.authorities[i]}});
    // Sixteen ids a household, in runs, as persons of a zone have.
    add_members(from.households.members(old),
                from.households.ids[i] * 16,
                household,
                to,
                state,
                draw);
    add_attributes(household, state.households, draw);
    housing::refresh_household(state, household);
    state.households.dwellings[i] = from.households.dwellings[i];
  }
}

}  // namespace

housing::Rules lively_housing_rules(std::size_t groups) {
  housing::Rules rules;
  auto& people = rules.demography;
  people.fertility.fill(0.06);
  people.fertility_factor.assign(groups, 1.0);
  people.death_level = {-10.5, -10.0};
  people.death_slope = {0.1, 0.1};
  people.leave_home_rate = 0.3;
  people.union_rate = 0.3;
  people.dissolution_rate = 0.05;
  people.union_homogamy = 1.0;
  for (std::size_t mother = 0; mother < groups; ++mother) {
    for (std::size_t other = 0; other < groups; ++other) {
      people.child_group.push_back(static_cast<std::uint8_t>(mother));
    }
  }
  rules.migration.arrival_sector = {0.2, 0.05, 0.75};
  rules.migration.arrival_sector_uk = {0.3, 0.1, 0.6};
  rules.migration.leave_weight = {1.0, 0.8, 3.0};
  rules.mobility.tenure_response = 0.8;
  rules.mobility.tenure_trend = {-1.0, 0.0, 1.0};
  rules.social.spare_bedrooms = 1;
  rules.mobility.transition = {
      {{0.70, 0.02, 0.28}, {0.08, 0.70, 0.22}, {0.22, 0.10, 0.68}}};
  rules.mobility.new_household = {0.25, 0.15, 0.60};
  rules.private_rented.gap.assign(groups, 0.0);
  rules.private_rented.gap.back() = 0.2;
  rules.social.rule_share = {0.3, 0.5, 0.2};
  rules.social.band_weight = {100, 50, 30, 10, 0};
  rules.stock = {0.1, 0.1, 0.02, 1.5, 0.2};
  return rules;
}

std::pair<housing::World, housing::State> as_housing_world(
    const World& base,
    const State& start,
    const housing::Rules& rules) {
  housing::World world;
  housing::State state;
  world.rules = rules;
  world.base = base;
  world.base.dwellings = {};
  world.base.targets = {};
  const std::size_t zones = base.zones.size();
  for (std::size_t z = 0; z < zones; ++z) {
    world.quality.push_back(1.0 + static_cast<double>(z * 7 % 10));
  }
  set_prices(world);
  set_rates(start.households.size(), world);
  make_households(base, start, world, state);
  state.log_prices.assign(2 * zones, 0.0);
  state.fairness.assign(base.authorities.size() * base.groups.size(),
                        rules.perceived.fairness_start);
  state.service_pressure.assign(zones, 0.0);
  housing::recount(world, state);
  housing::clear_changes(state);
  return {std::move(world), std::move(state)};
}

std::pair<housing::World, housing::State> make_small_housing_world(
    const SmallWorld& spec,
    const housing::Rules& rules) {
  auto [base, start] = make_small_world(spec);
  if (spec.rules.alpha.empty()) base.rules = lively_rules(spec.groups);
  base.ticks = 40;
  return as_housing_world(base, start, rules);
}

}  // namespace mingle::test
