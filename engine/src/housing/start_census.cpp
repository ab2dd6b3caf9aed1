// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "start_census.h"

#include "hazards.h"
#include "people_events.h"
#include "reduce_housed.h"
#include "sectors.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {

ByMoveClass table_rates(const MobilityRules& rules) {
  return {rules.owner_under_55,
          rules.owner_55_plus,
          rules.social,
          rules.social,
          rules.private_under_55,
          rules.private_55_plus};
}

double share_within(const World& world,
                    std::size_t authority,
                    std::size_t group) {
  const auto cumulative = world.destinations(authority, group);
  return cumulative.empty() ? 0.0 : cumulative.back();
}

GroupCensus& GroupCensus::operator+=(const GroupCensus& other) {
  natural += other.natural;
  leaving += other.leaving;
  staying += other.staying;
  members += other.members;
  for (std::size_t c = 0; c < move_class_count; ++c) {
    households[c] += other.households[c];
  }
  return *this;
}

StartCensus& StartCensus::operator+=(const StartCensus& other) {
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  add(pressure, other.pressure);
  add(households, other.households);
  add(exits, other.exits);
  for (std::size_t c = 0; c < move_class_count; ++c) {
    add(movers[c], other.movers[c]);
    add(emigrants[c], other.emigrants[c]);
  }
  for (std::size_t old = 0; old < age_count; ++old) {
    add(formed[old], other.formed[old]);
    add(arrivals[old], other.arrivals[old]);
  }
  groups.resize(std::max(groups.size(), other.groups.size()));
  add(groups,
      other.groups.empty() ? std::vector<GroupCensus>(groups.size())
                           : other.groups);
  return *this;
}

namespace {

/// Births a year to a person.
double birth_rate(const World& world, const State& state, PersonId person) {
  constexpr int first_fertile = 15;
  const DemographyRules& rules = world.rules.demography;
  const int fertile = state.persons.age(person, state.tick) - first_fertile;
  if (state.persons.sexes[person.index()] != Sex::female || fertile < 0 ||
      fertile >= static_cast<int>(rules.fertility.size())) {
    return 0.0;
  }
  return rules.fertility[static_cast<std::size_t>(fertile)] *
         rules.fertility_factor[state.persons.groups[person.index()]];
}

/// Annual rate at which births, deaths, unions and partings befall a household
/// as it is.
double event_rate(const World& world,
                  const State& state,
                  HouseholdId household) {
  const DemographyRules& rules = world.rules.demography;
  if (!rules.active) return 0.0;
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
    rate += birth_rate(world, state, person);
  });
  const Composition composition = table.compositions[row];
  const int age = state.persons.age(table.first_member[row], state.tick);
  if (has_flag(table.flags[row], HouseholdFlag::couple)) {
    rate += rules.dissolution_rate;
  } else if ((composition == Composition::single_under_65 ||
              composition == Composition::lone_parent) &&
             age < 60) {
    rate += rules.union_rate / 2;  // one of the two who unite stays
  }
  return rate;
}

/// By authority; blocks of households hold few of them.
struct SumsByAuthority {
  std::map<std::size_t, StartCensus> sums;
  SumsByAuthority& operator+=(const SumsByAuthority& other) {
    for (const auto& [authority, part] : other.sums) sums[authority] += part;
    return *this;
  }
};

/// Adds up households as they are at the start.
class Census {
 public:
  Census(const World& world, const State& state)
      : world_{world},
        state_{state},
        pressures_{world, state},
        leaving_{leaving_scales(world, state)} {
    for (std::size_t a = 0; a < world.base.authorities.size(); ++a) {
      reach_.emplace_back(world, state, AuthorityId{a});
    }
  }

  void add(HouseholdId household, StartCensus& sums) const {
    const Situation now = situation_of(state_, household);
    const HouseholdTable& table = state_.households;
    const std::size_t c = move_class(now.sector, now.age);
    const auto s = static_cast<std::size_t>(now.sector);
    double factor = std::exp(pressures_.log_factor(now));
    if (table.changed[now.row] == never) {
      // Nothing is on record before a run: take what a year brings on average.
      const double had = -std::expm1(-event_rate(world_, state_, household));
      factor *= 1.0 + had * std::expm1(world_.rules.mobility.life_event);
    }
    sums.pressure[c] += factor;
    sums.households[c] += 1;
    const std::size_t within = within_reach(household, now);
    sums.movers[c][within] += 1;
    sums.exits[s] += end_rate(household, now);
    add_leavers(household, now, sums);
    const std::size_t type =
        std::size_t{table.authorities[now.row]} * world_.base.groups.size() +
        table.groups[now.row];
    const double leave = world_.leave_rates[type] * leaving_[type] *
                         leaving_weight(world_, state_, household);
    add_migrants(now, leave, within, sums);
    if (world_.targets.given()) add_groups(household, now, leave, sums);
  }

 private:
  std::size_t reach_class(std::size_t authority,
                          std::size_t bedrooms,
                          std::uint16_t to_buy,
                          std::uint16_t to_rent) const {
    const Reach& reach = reach_[authority];
    return (reach.has(Sector::owner, bedrooms, to_buy) ? 1U : 0U) +
           (reach.has(Sector::private_rented, bedrooms, to_rent) ? 2U : 0U);
  }

  std::size_t within_reach(HouseholdId household, const Situation& now) const {
    const auto means = [&](Sector sector) {
      Search search =
          make_search(state_, household, SearchReason::move, sector);
      count_means(world_, state_, household, search);
      return search.income;
    };
    const HouseholdTable& table = state_.households;
    return reach_class(table.authorities[now.row],
                       table.bedrooms_needed[now.row],
                       means(Sector::owner),
                       means(Sector::private_rented));
  }

  /// Homes a year that a household leaves by its end.
  double end_rate(HouseholdId household, const Situation& now) const {
    const DemographyRules& rules = world_.rules.demography;
    if (!rules.active) return 0.0;
    int adults = 0;
    double last_dies = 0;
    for_members(state_, household, [&](PersonId person) {
      const int age = state_.persons.age(person, state_.tick);
      if (age < adult_age) return;
      ++adults;
      const auto sex =
          static_cast<std::size_t>(state_.persons.sexes[person.index()]);
      last_dies =
          std::exp(rules.death_level[sex] + rules.death_slope[sex] * age);
    });
    double rate = adults == 1 ? last_dies : 0.0;
    const Composition composition = state_.households.compositions[now.row];
    const bool single = composition == Composition::single_under_65 ||
                        composition == Composition::lone_parent;
    // Of two who unite one home is left.
    if (single && now.age >= adult_age && now.age < 60) {
      rate += rules.union_rate / 2;
    }
    return rate;
  }

  /// Adults who leave home, and partners who part.
  void add_leavers(HouseholdId household,
                   const Situation& now,
                   StartCensus& sums) const {
    const DemographyRules& rules = world_.rules.demography;
    if (!rules.active) return;
    const HouseholdTable& table = state_.households;
    const bool couple = has_flag(table.flags[now.row], HouseholdFlag::couple);
    double young = 0;
    const double parted = couple ? rules.dissolution_rate : 0.0;
    int partner = 0;
    int place = 0;
    for_members(state_, household, [&](PersonId person) {
      const int age = state_.persons.age(person, state_.tick);
      const bool head = place == 0 || (place == 1 && couple);
      if (place == 1) partner = age;
      ++place;
      if (!head && age >= 18 && age <= 29 && age <= now.age - 16) {
        young += rules.leave_home_rate;
      }
    });
    if (young + parted == 0) return;
    const auto income = static_cast<std::uint16_t>(table.incomes[now.row] / 2);
    const std::size_t reach =
        reach_class(table.authorities[now.row], 0, income, income);
    sums.formed[0][reach] += young;
    sums.formed[age_of(partner)][reach] += parted;
  }

  void add_migrants(const Situation& now,
                    double leave,
                    std::size_t within,
                    StartCensus& sums) const {
    const HouseholdTable& table = state_.households;
    const double stays =
        leave *
        share_within(world_, table.authorities[now.row], table.groups[now.row]);
    const auto s = static_cast<std::size_t>(now.sector);
    sums.exits[s] += leave;
    sums.emigrants[move_class(now.sector, now.age)][within] += stays;
    sums.arrivals[age_of(now.age)][within] += migration_weight(now.age);
  }

  void add_groups(HouseholdId household,
                  const Situation& now,
                  double leave,
                  StartCensus& sums) const {
    const HouseholdTable& table = state_.households;
    sums.groups.resize(world_.base.groups.size());
    GroupCensus& own = sums.groups[table.groups[now.row]];
    own.households[move_class(now.sector, now.age)] += 1;
    own.members += table.sizes[now.row];
    const double stays =
        leave *
        share_within(world_, table.authorities[now.row], table.groups[now.row]);
    for_members(state_, household, [&](PersonId person) {
      GroupCensus& group = sums.groups[state_.persons.groups[person.index()]];
      group.leaving += leave;
      group.staying += stays;
      if (!world_.rules.demography.active) return;
      group.natural -= death_rate(person);
      sums.groups[child_group(world_, state_, household, person)].natural +=
          birth_rate(world_, state_, person);
    });
  }

  double death_rate(PersonId person) const {
    const DemographyRules& rules = world_.rules.demography;
    const auto sex =
        static_cast<std::size_t>(state_.persons.sexes[person.index()]);
    return std::exp(rules.death_level[sex] +
                    rules.death_slope[sex] *
                        state_.persons.age(person, state_.tick));
  }

  const World& world_;
  const State& state_;
  Pressures pressures_;
  std::vector<double> leaving_;  ///< by authority and group
  std::vector<Reach> reach_;     ///< by authority
};

}  // namespace

std::vector<StartCensus> take_census(const World& world, const State& state) {
  const Census census{world, state};
  const auto found = reduce_housed<SumsByAuthority>(
      state.households,
      households_per_block,
      [&](HouseholdId household, SumsByAuthority& part) {
        const auto authority = state.households.authorities[household.index()];
        census.add(household, part.sums[authority]);
      });
  std::vector<StartCensus> all(world.base.authorities.size());
  for (const auto& [authority, sums] : found.sums) all[authority] = sums;
  return all;
}

}  // namespace mingle::housing
