// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// Takes a household out of its dwelling and of the counts of its zone.
/// @returns the dwelling it leaves vacant
DwellingId vacate(const World& world, State& state, HouseholdId household);

/// Puts a household without a dwelling into a vacant one.
void occupy(const World& world,
            State& state,
            HouseholdId household,
            DwellingId dwelling);

/// Moves a household within its authority. The same as vacate() and occupy(),
/// but its members are read once.
/// @returns the dwelling it leaves vacant
DwellingId relocate(const World& world,
                    State& state,
                    HouseholdId household,
                    DwellingId to);

/// Asks the processor for the rows that will be needed a few items on, in two
/// steps: a household's columns, then its members. Households that move lie
/// far apart in memory, and waiting for them is most of a move's cost.
template <class Item, class Household>
void prefetch_residences(const World& world,
                         const State& state,
                         const std::vector<Item>& items,
                         std::size_t i,
                         const Household& household_of) {
  constexpr std::size_t columns_ahead = 16;
  constexpr std::size_t members_ahead = 8;
  const HouseholdTable& table = state.households;
  if (i + columns_ahead < items.size()) {
    const std::size_t row = household_of(items[i + columns_ahead]).index();
    __builtin_prefetch(&table.first_member[row]);
    __builtin_prefetch(&table.dwellings[row]);
    __builtin_prefetch(&table.sizes[row]);
    __builtin_prefetch(&table.groups[row]);
    __builtin_prefetch(&table.authorities[row]);
  }
  if (i + members_ahead < items.size()) {
    const std::size_t row = household_of(items[i + members_ahead]).index();
    __builtin_prefetch(&table.member_groups[table.first_member[row]]);
    const DwellingId home = table.dwellings[row];
    if (!home.exists()) return;
    __builtin_prefetch(&world.dwellings.cells[home.index()]);
    __builtin_prefetch(&state.occupants[home.index()]);
  }
}

}  // namespace mingle
