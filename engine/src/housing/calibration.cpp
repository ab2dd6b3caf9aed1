// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hazards.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

std::array<double, rate_classes> table_rates(const MobilityRules& rules) {
  return {rules.owner_under_55,
          rules.owner_55_plus,
          rules.social,
          rules.social,
          rules.private_under_55,
          rules.private_55_plus};
}

using ByClass = std::array<double, rate_classes>;

/// Annual rate at which births, deaths, unions and partings befall a household
/// as it is.
double event_rate(const World& world,
                  const State& state,
                  HouseholdId household) {
  const DemographyRules& rules = world.rules.demography;
  if (!rules.active) return 0.0;
  constexpr int first_fertile = 15;
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  double rate = 0;
  for_members(state, household, [&](PersonId person) {
    const int age = state.persons.age(person, state.tick);
    const Sex sex = state.persons.sexes[person.index()];
    const auto s = static_cast<std::size_t>(sex);
    if (table.sizes[row] > 1) {
      rate += std::exp(rules.death_level[s] + rules.death_slope[s] * age);
    }
    const int fertile = age - first_fertile;
    if (sex == Sex::female && fertile >= 0 &&
        fertile < static_cast<int>(rules.fertility.size())) {
      rate += rules.fertility[static_cast<std::size_t>(fertile)] *
              rules.fertility_factor[state.persons.groups[person.index()]];
    }
  });
  const Composition composition = table.compositions[row];
  const int age = state.persons.age(table.first_member[row], state.tick);
  if (has_flag(table.flags[row], HouseholdFlag::couple)) {
    rate += rules.dissolution_rate;
  } else if ((composition == Composition::single_under_65 ||
              composition == Composition::lone_parent) &&
             age < 60) {
    rate += rules.union_rate;
  }
  return rate;
}

/// What calibration adds up over households, by class of rate.
struct CalibrationSums {
  ByClass pressure{};
  ByClass households{};
  ByClass leavers{};   ///< households formed a year, by the sector sought
  ByClass migrants{};  ///< to other authorities of the study, a year
  ByClass mobile{};    ///< households weighed as likely migrants
  CalibrationSums& operator+=(const CalibrationSums& other) {
    for (std::size_t c = 0; c < rate_classes; ++c) {
      pressure[c] += other.pressure[c];
      households[c] += other.households[c];
      leavers[c] += other.leavers[c];
      migrants[c] += other.migrants[c];
      mobile[c] += other.mobile[c];
    }
    return *this;
  }
};

/// Adults who leave home, and partners who part: newcomers to a sector.
void add_leavers(const World& world,
                 const State& state,
                 HouseholdId household,
                 CalibrationSums& sums) {
  const DemographyRules& people = world.rules.demography;
  if (!people.active) return;
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  const int reference = state.persons.age(table.first_member[row], state.tick);
  const bool couple = has_flag(table.flags[row], HouseholdFlag::couple);
  double young = 0;
  double parted = couple ? people.dissolution_rate : 0.0;
  int place = 0;
  for_members(state, household, [&](PersonId person) {
    const int age = state.persons.age(person, state.tick);
    const bool head = place == 0 || (place == 1 && couple);
    ++place;
    if (!head && age >= 18 && age <= 29 && age <= reference - 16) {
      young += people.leave_home_rate;
    }
  });
  for (std::size_t s = 0; s < sector_count; ++s) {
    const double share = world.rules.mobility.new_household[s];
    sums.leavers[2 * s] += young * share;
    sums.leavers[2 * s + (reference >= older_age ? 1 : 0)] += parted * share;
  }
}

/// Share of those who leave an authority that stays in the study.
double share_within(const World& world, std::size_t authority) {
  const auto& cumulative = world.base.flows.cumulative;
  const std::size_t count = world.base.authorities.size();
  return cumulative.empty() ? 0.0 : cumulative[authority * count + count - 1];
}

void add_to_sums(const World& world,
                 const State& state,
                 const Pressures& pressures,
                 HouseholdId household,
                 CalibrationSums& sums) {
  const Situation now = situation_of(world, state, household);
  const HouseholdTable& table = state.households;
  const std::size_t c = rate_class(now.sector, now.age);
  double factor = std::exp(pressures.log_factor(now));
  if (table.changed[now.row] == never) {
    // Nothing is on record before a run: take what a year brings on average.
    const double had = -std::expm1(-event_rate(world, state, household));
    factor *= 1.0 + had * std::expm1(world.rules.mobility.life_event);
  }
  sums.pressure[c] += factor;
  sums.households[c] += 1;
  add_leavers(world, state, household, sums);
  const double mobile = migration_weight(now.age);
  sums.mobile[c] += mobile;
  const std::size_t authority = table.authorities[now.row];
  const std::size_t type =
      authority * world.base.groups.size() + table.groups[now.row];
  // Tenants of social homes look for private ones elsewhere.
  const Sector sought =
      now.sector == Sector::social ? Sector::private_rented : now.sector;
  sums.migrants[rate_class(sought, now.age)] +=
      world.leave_rates[type] * share_within(world, authority) * mobile;
}

/// Households a year that come to each class of rate other than by a move
/// within an authority: the published shares of recent movers hold them too.
ByClass expected_inflow(const World& world, const CalibrationSums& sums) {
  double from_uk = 0;
  double from_abroad = 0;
  for (const double rate : world.arrivals.from_uk) from_uk += rate;
  for (const double rate : world.arrivals.from_abroad) from_abroad += rate;
  std::array<double, 2> mobile{};
  double all = 0;
  double households = 0;
  for (std::size_t c = 0; c < rate_classes; ++c) {
    mobile[c % 2] += sums.mobile[c];
    all += sums.mobile[c];
    households += sums.households[c];
  }
  ByClass inflow{};
  for (std::size_t c = 0; c < rate_classes && all > 0; ++c) {
    const MigrationRules& rules = world.rules.migration;
    const double arrivals = from_uk * rules.arrival_sector_uk[c / 2] +
                            from_abroad * rules.arrival_sector[c / 2];
    inflow[c] = sums.leavers[c] + arrivals * mobile[c % 2] / all +
                sums.migrants[c] * households / all;
  }
  return inflow;
}

}  // namespace

void Mobility::calibrate(State& state) const {
  const Pressures pressures{world_, state};
  const auto sums = deterministic_reduce(
      state.households.size(),
      households_per_block,
      CalibrationSums{},
      [&](std::size_t begin, std::size_t end) {
        CalibrationSums part;
        for (std::size_t i = begin; i < end; ++i) {
          const HouseholdId household{i};
          if (!state.households.is_housed(household)) continue;
          add_to_sums(world_, state, pressures, household, part);
        }
        return part;
      });
  const auto rates = table_rates(world_.rules.mobility);
  const ByClass inflow = expected_inflow(world_, sums);
  state.hazard_scale.assign(rate_classes, 0.0);
  for (std::size_t c = 0; c < rate_classes; ++c) {
    if (sums.households[c] == 0) {  // nobody yet: no pressure to bring down
      state.hazard_scale[c] = rates[c];
      continue;
    }
    const double movers = rates[c] * sums.households[c] - inflow[c];
    const bool social = c / 2 == static_cast<std::size_t>(Sector::social);
    const double success = social ? 1.0 : world_.rules.mobility.search_success;
    state.hazard_scale[c] = std::max(0.0, movers) / success / sums.pressure[c];
  }
}

}  // namespace mingle::housing
