// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <mingle/engine/housing/state.h>

namespace mingle::housing {

/// The changes a state can undergo, each keeping the counts true. All but
/// those marked `serial` touch only rows of one authority, so that
/// authorities may be worked on in parallel.

/// Calls `visit(PersonId)` for each member, the reference person first. The
/// visitor must not change the list.
template <class F>
void for_members(const State& state, HouseholdId household, F&& visit) {
  PersonId person = state.households.first_member[household.index()];
  while (person.exists()) {
    const PersonId next = state.persons.next[person.index()];
    visit(person);
    person = next;
  }
}

/// Zone of a housed household.
inline ZoneId zone_of(const State& state, HouseholdId household) {
  return state.households.zones[household.index()];
}
/// Kind of the dwelling of a housed household.
inline std::size_t kind_of(const State& state, HouseholdId household) {
  return state.households.kinds[household.index()];
}

/// Moves a household without a dwelling into a vacant one, which takes the
/// tenure `tenure` (of the same sector or by conversion). The dwelling must
/// be taken off the list of vacancies by the caller.
void occupy(const World& world,
            State& state,
            HouseholdId household,
            DwellingId dwelling,
            Tenure tenure,
            Cause cause);

/// Takes a household out of its dwelling. The caller puts the dwelling on the
/// list of vacancies; its chain count is set to `chain`.
DwellingId vacate(const World& world,
                  State& state,
                  HouseholdId household,
                  Cause cause,
                  std::uint8_t chain = 0);

/// Moves a household from its dwelling to a vacant one of its authority.
/// @returns the dwelling it left, whose chain count is one more than that of
/// the vacancy it took.
DwellingId relocate(const World& world,
                    State& state,
                    HouseholdId household,
                    DwellingId to,
                    Tenure tenure,
                    Cause cause);

/// Serial: a free row for a household, without members or dwelling.
HouseholdId add_household(State& state,
                          std::uint64_t id,
                          AuthorityId authority);
/// Serial: frees the row of a household without members and dwelling.
void remove_household(State& state, HouseholdId household);
/// Serial: a new person at the end of a household's list.
PersonId add_person(const World& world,
                    State& state,
                    HouseholdId household,
                    std::uint64_t id,
                    int born,
                    std::size_t group,
                    Sex sex,
                    Cause cause);
/// Serial: takes a person out of its household and frees the row. The next
/// adult becomes reference person if the first one goes. A household may be
/// left empty, still in its dwelling; see end_household().
void remove_person(const World& world,
                   State& state,
                   HouseholdId household,
                   PersonId person,
                   Cause cause);
/// Takes a person from one household to the end of another of the same
/// authority.
void transfer_person(const World& world,
                     State& state,
                     HouseholdId from,
                     HouseholdId to,
                     PersonId person,
                     Cause cause);
/// Moves all members of a household without a dwelling, and the couple's
/// partner to the second place, into another; then it is empty.
void merge_households(const World& world,
                      State& state,
                      HouseholdId guest,
                      HouseholdId host,
                      Cause cause);
/// Serial: frees the row of a household without a dwelling, and its members.
void remove_with_members(State& state, HouseholdId household);
void set_social_class(State& state,
                      HouseholdId household,
                      SocialClass social_class);
/// Derives group, composition and bedrooms needed from the members.
/// Call after the last change of a household's members in a step.
void refresh_household(State& state, HouseholdId household);

/// Class of bedrooms (0..3) that the members need: one for each couple, each
/// other adult, each pair of children.
std::size_t bedrooms_needed(const State& state, HouseholdId household);
Composition composition_of(const State& state, HouseholdId household);

/// Starts counting Cause changes from zero.
void clear_changes(State& state);

}  // namespace mingle::housing
