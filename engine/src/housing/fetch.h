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
inline constexpr std::size_t fetch_members_ahead = 10;

/// Asks for the age of the reference person.
inline void fetch_reference(const State& state, std::size_t household) {
  const PersonId first = state.households.first_member[household];
  if (!first.exists()) return;
  __builtin_prefetch(&state.persons.born[first.index()]);
}

/// Asks for the head of the list of members; fetch_members() comes later.
inline void fetch_list(const State& state, std::size_t household) {
  const PersonId first = state.households.first_member[household];
  if (!first.exists()) return;
  __builtin_prefetch(&state.persons.next[first.index()]);
}

/// Asks for the columns of all members that decide what befalls them.
/// @param also  asks for more of a row
template <class F>
void fetch_members(const State& state, std::size_t household, const F& also) {
  PersonId person = state.households.first_member[household];
  for (; person.exists(); person = state.persons.next[person.index()]) {
    const std::size_t row = person.index();
    __builtin_prefetch(&state.persons.born[row]);
    __builtin_prefetch(&state.persons.ids[row]);
    also(row);
  }
}

}  // namespace mingle::housing
