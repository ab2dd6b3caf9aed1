// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <mingle/engine/housing/state.h>

namespace mingle::housing {

/// Scans ask for what they will read of a household so many rows later: after
/// some years households, dwellings and persons lie in different orders, and
/// a scan would wait for each.
inline constexpr std::size_t fetch_ahead = 24;

/// Asks for the cell of the dwelling of a household.
inline void fetch_dwelling(const State& state, std::size_t household) {
  const DwellingId dwelling = state.households.dwellings[household];
  if (!dwelling.exists()) return;
  __builtin_prefetch(&state.dwellings.cells[dwelling.index()]);
}

/// Asks for the age of the reference person.
inline void fetch_reference(const State& state, std::size_t household) {
  const PersonId first = state.households.first_member[household];
  if (!first.exists()) return;
  __builtin_prefetch(&state.persons.born[first.index()]);
}

/// Asks for the first members: mostly they lie side by side.
inline void fetch_members(const State& state, std::size_t household) {
  const PersonId first = state.households.first_member[household];
  if (!first.exists()) return;
  const std::size_t row = first.index();
  __builtin_prefetch(&state.persons.next[row]);
  __builtin_prefetch(&state.persons.born[row]);
  __builtin_prefetch(&state.persons.ids[row]);
}

}  // namespace mingle::housing
