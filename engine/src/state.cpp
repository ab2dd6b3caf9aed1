// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "vacancies.h"

#include <stdexcept>

#include <mingle/engine/state.h>

namespace mingle {
namespace {

void count_household(const World& world, State& state, HouseholdId household) {
  const HouseholdTable& table = state.households;
  const DwellingId dwelling = table.dwellings[household.index()];
  if (!dwelling.exists()) {
    state.outside.push_back(household);
    return;
  }
  if (state.occupants[dwelling.index()].exists()) {
    throw std::logic_error{"two households in one dwelling"};
  }
  state.occupants[dwelling.index()] = household;
  const ZoneId zone = world.zone_of(world.dwellings.cells[dwelling.index()]);
  for (const std::uint8_t group : table.members(household)) {
    ++state.residents.at(zone, group);
  }
  ++state.by_type[world.type_of(table.authorities[household.index()],
                                table.groups[household.index()],
                                table.kinds[household.index()])];
  ++state.by_group.at(zone, table.groups[household.index()]);
  ++state.by_tenure.at(zone, table.kinds[household.index()] / size_class_count);
}

void compare(std::vector<std::string>& found, bool same, const char* what) {
  if (!same) found.emplace_back(what);
}

}  // namespace

double State::bytes_per_household() const {
  if (households.size() == 0) return 0;
  std::size_t bytes = occupants.size() * sizeof(HouseholdId) +
                      by_type.size() * sizeof by_type[0];
  for (const Vacancies& each : vacancies) {
    bytes += each.dwellings.size() * sizeof(DwellingId) +
             each.first.size() * sizeof each.first[0] +
             each.counts.size() * sizeof each.counts[0];
  }
  for (const ZoneCounts* counts : {&residents, &by_group, &by_tenure}) {
    bytes += counts->values().size_bytes();
  }
  return households.bytes_per_household() +
         static_cast<double>(bytes) / static_cast<double>(households.size());
}

void recount(const World& world, State& state) {
  state.occupants.assign(world.dwellings.size(), HouseholdId{});
  state.outside.clear();
  state.residents = world.communal;
  state.by_group = GroupCounts{world.zones.size(), world.groups.size()};
  state.by_type.assign(world.types(), 0);
  state.by_tenure = ZoneCounts{world.zones.size(), tenure_count};
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    count_household(world, state, HouseholdId{i});
  }
  state.vacancies = find_vacancies(world, state);
}

std::vector<std::string> inconsistencies(const World& world,
                                         const State& state) {
  State fresh;
  fresh.households = state.households;
  fresh.tick = state.tick;
  recount(world, fresh);
  std::vector<std::string> found;
  compare(found, fresh.occupants == state.occupants, "occupants");
  compare(found, fresh.outside == state.outside, "households outside");
  compare(found, fresh.residents == state.residents, "residents");
  compare(found, fresh.by_group == state.by_group, "households by group");
  compare(found, fresh.by_type == state.by_type, "households by type");
  compare(found, fresh.by_tenure == state.by_tenure, "households by tenure");
  for (std::size_t a = 0; a < fresh.vacancies.size(); ++a) {
    compare(found,
            fresh.vacancies[a].dwellings == state.vacancies[a].dwellings &&
                fresh.vacancies[a].first == state.vacancies[a].first,
            "vacancies");
  }
  return found;
}

}  // namespace mingle
