// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

#include <stdexcept>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

void size_counts(const World& world, State& state) {
  const mingle::World& base = world.base;
  const std::size_t zones = base.zones.size();
  const std::size_t groups = base.groups.size();
  state.residents = base.communal;
  state.by_group = GroupCounts{zones, groups};
  state.by_tenure = ZoneCounts{zones, tenure_count};
  state.by_class = ZoneCounts{zones, social_class_count};
  state.by_authority.assign(base.authorities.size() * groups, 0);
  if (state.changes.empty()) {
    state.changes.assign(cause_count, GroupCounts{zones, groups});
  }
}

void count_household(const World& world, State& state, HouseholdId household) {
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  const DwellingId dwelling = table.dwellings[row];
  if (!dwelling.exists()) return;
  HouseholdId& occupant = state.dwellings.occupants[dwelling.index()];
  if (occupant.exists()) {
    throw std::logic_error{"two households in one dwelling"};
  }
  occupant = household;
  const CellId cell = state.dwellings.cells[dwelling.index()];
  const ZoneId zone = world.base.zone_of(cell);
  state.households.zones[row] = zone;
  state.households.kinds[row] =
      static_cast<std::uint8_t>(world.base.kind_of(cell));
  for_members(state, household, [&](PersonId person) {
    const std::size_t group = state.persons.groups[person.index()];
    ++state.residents.at(zone, group);
    ++state.by_authority[std::size_t{table.authorities[row]} *
                             world.base.groups.size() +
                         group];
  });
  const Tenure tenure = tenure_of_kind(world.base.kind_of(cell));
  ++state.by_group.at(zone, table.groups[row]);
  ++state.by_tenure.at(zone, static_cast<std::size_t>(tenure));
  ++state.by_class.at(zone,
                      static_cast<std::size_t>(table.social_classes[row]));
}

void compare(std::vector<std::string>& found, bool same, const char* what) {
  if (!same) found.emplace_back(what);
}

/// Every person is on exactly one list, and sizes and groups agree.
void check_members(const State& state, std::vector<std::string>& found) {
  std::vector<std::uint8_t> seen(state.persons.size(), 0);
  const HouseholdTable& table = state.households;
  bool sizes = true;
  bool groups = true;
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::size_t members = 0;
    for_members(state, HouseholdId{i}, [&](PersonId person) {
      ++members;
      ++seen[person.index()];
    });
    sizes = sizes && members == table.sizes[i];
    groups = groups && (members == 0 ||
                        state.persons.groups[table.first_member[i].index()] ==
                            table.groups[i]);
  }
  for (const PersonId person : state.persons.free) ++seen[person.index()];
  bool once = true;
  for (const std::uint8_t times : seen) once = once && times == 1;
  compare(found, sizes, "sizes of households");
  compare(found, groups, "groups of reference persons");
  compare(found, once, "persons in no household, or in several");
}

void check_households(const State& state, std::vector<std::string>& found) {
  const HouseholdTable& table = state.households;
  bool empty = true;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const bool housed = table.is_housed(HouseholdId{i});
    empty = empty && housed == (table.sizes[i] > 0);
  }
  compare(found, empty, "households without members or without a home");
  std::vector<std::uint8_t> free(table.size(), 0);
  for (const HouseholdId household : table.free) ++free[household.index()];
  bool once = true;
  for (std::size_t i = 0; i < table.size(); ++i) {
    once = once && free[i] == (table.sizes[i] == 0 ? 1 : 0);
  }
  compare(found, once, "free rows of households");
}

}  // namespace

void recount(const World& world, State& state) {
  state.dwellings.occupants.assign(state.dwellings.size(), HouseholdId{});
  size_counts(world, state);
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    count_household(world, state, HouseholdId{i});
  }
  state.vacancies = find_vacancies(world, state);
}

std::vector<std::string> inconsistencies(const World& world,
                                         const State& state) {
  State fresh = state;
  recount(world, fresh);
  std::vector<std::string> found;
  compare(found,
          fresh.dwellings.occupants == state.dwellings.occupants,
          "occupants");
  compare(found,
          fresh.households.zones == state.households.zones &&
              fresh.households.kinds == state.households.kinds,
          "zones and kinds of homes beside households");
  compare(found, fresh.residents == state.residents, "residents");
  compare(found, fresh.by_group == state.by_group, "households by group");
  compare(found, fresh.by_tenure == state.by_tenure, "households by tenure");
  compare(found, fresh.by_class == state.by_class, "households by class");
  compare(found,
          fresh.by_authority == state.by_authority,
          "persons by authority and group");
  for (std::size_t a = 0; a < fresh.vacancies.size(); ++a) {
    compare(found,
            fresh.vacancies[a].dwellings == state.vacancies[a].dwellings &&
                fresh.vacancies[a].first == state.vacancies[a].first,
            "vacancies");
  }
  check_members(state, found);
  check_households(state, found);
  return found;
}

}  // namespace mingle::housing
