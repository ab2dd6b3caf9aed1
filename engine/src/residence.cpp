// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "residence.h"

#include <mingle/engine/assert.h>

namespace mingle {
namespace {

void count(const World& world,
           State& state,
           HouseholdId household,
           DwellingId dwelling,
           std::int32_t change) {
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  const ZoneId zone = world.zone_within(
      table.authorities[row], world.dwellings.cells[dwelling.index()]);
  const auto residents = state.residents.row(zone);
  for (const std::uint8_t group : table.members(household)) {
    residents[group] += change;
  }
  state.by_type[world.type_of(
      table.authorities[row], table.groups[row], table.kinds[row])] += change;
  state.by_group.at(zone, table.groups[row]) += change;
  state.by_tenure.at(zone, table.kinds[row] / size_class_count) += change;
}

}  // namespace

DwellingId vacate(const World& world, State& state, HouseholdId household) {
  DwellingId& home = state.households.dwellings[household.index()];
  MINGLE_EXPECT(home.exists());
  const DwellingId left = home;
  count(world, state, household, left, -1);
  state.occupants[left.index()] = HouseholdId{};
  home = DwellingId{};
  return left;
}

void occupy(const World& world,
            State& state,
            HouseholdId household,
            DwellingId dwelling) {
  MINGLE_EXPECT(!state.households.is_housed(household));
  MINGLE_EXPECT(!state.occupants[dwelling.index()].exists());
  state.households.dwellings[household.index()] = dwelling;
  state.occupants[dwelling.index()] = household;
  count(world, state, household, dwelling, +1);
}

DwellingId relocate(const World& world,
                    State& state,
                    HouseholdId household,
                    DwellingId to) {
  HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  const DwellingId from = table.dwellings[row];
  MINGLE_EXPECT(from.exists() && !state.occupants[to.index()].exists());
  const std::size_t authority = table.authorities[row];
  const ZoneId old_zone =
      world.zone_within(authority, world.dwellings.cells[from.index()]);
  const ZoneId new_zone =
      world.zone_within(authority, world.dwellings.cells[to.index()]);
  const auto leaving = state.residents.row(old_zone);
  const auto joining = state.residents.row(new_zone);
  for (const std::uint8_t group : table.members(household)) {
    --leaving[group];
    ++joining[group];
  }
  --state.by_group.at(old_zone, table.groups[row]);
  ++state.by_group.at(new_zone, table.groups[row]);
  const std::size_t tenure = table.kinds[row] / size_class_count;
  --state.by_tenure.at(old_zone, tenure);
  ++state.by_tenure.at(new_zone, tenure);
  state.occupants[from.index()] = HouseholdId{};
  state.occupants[to.index()] = household;
  table.dwellings[row] = to;
  return from;
}

}  // namespace mingle
