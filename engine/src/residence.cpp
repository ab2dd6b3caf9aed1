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
  const ZoneId zone = world.zone_of(world.dwellings.cells[dwelling.index()]);
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

}  // namespace mingle
