// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

/// Years by which an adult is taken to be a child of the reference person.
constexpr int generation_years = 16;
constexpr int own_room_age = 21;
constexpr int shared_room_age = 10;

bool is_couple(const State& state, HouseholdId household) {
  return has_flag(state.households.flags[household.index()],
                  HouseholdFlag::couple);
}

/// Members by their part in the household.
struct Parts {
  int children = 0;      ///< under 18
  int grown_up = 0;      ///< adults a generation younger than the reference
  int other_adults = 0;  ///< neither reference person, partner nor grown up
};

Parts parts_of(const State& state, HouseholdId household) {
  Parts parts;
  int place = 0;
  int reference_age = 0;
  const bool couple = is_couple(state, household);
  for_members(state, household, [&](PersonId person) {
    const int age = state.persons.age(person, state.tick);
    if (place == 0) reference_age = age;
    const bool head = place == 0 || (place == 1 && couple);
    ++place;
    if (head) return;
    if (age < adult_age) {
      ++parts.children;
    } else if (age <= reference_age - generation_years) {
      ++parts.grown_up;
    } else {
      ++parts.other_adults;
    }
  });
  return parts;
}

}  // namespace

Composition composition_of(const State& state, HouseholdId household) {
  const std::size_t row = household.index();
  if (state.households.sizes[row] == 1) {
    const PersonId only = state.households.first_member[row];
    return state.persons.age(only, state.tick) < pension_age
               ? Composition::single_under_65
               : Composition::single_65_plus;
  }
  const Parts parts = parts_of(state, household);
  if (parts.other_adults > 0) return Composition::sharers;
  const bool family = parts.children + parts.grown_up > 0;
  if (!is_couple(state, household)) return Composition::lone_parent;
  return family ? Composition::couple_children : Composition::couple;
}

/// The bedroom standard (Housing Overcrowding Bill 2003): a room for each
/// couple, each other person of 21 or more, each pair of 10 to 20 years of
/// one sex and each pair of children under 10; one left over at 10 to 20
/// shares with a child under 10 of the same sex or has a room alone.
std::size_t bedrooms_needed(const State& state, HouseholdId household) {
  int rooms = 0;
  std::array<int, 2> young{};     // 10 to 20 by sex
  std::array<int, 2> children{};  // under 10 by sex
  int place = 0;
  const bool couple = is_couple(state, household);
  for_members(state, household, [&](PersonId person) {
    const int age = state.persons.age(person, state.tick);
    const auto sex =
        static_cast<std::size_t>(state.persons.sexes[person.index()]);
    const bool partner = place == 1 && couple;
    ++place;
    if (partner) return;
    if (place == 1 || age >= own_room_age) {
      ++rooms;
    } else if (age >= shared_room_age) {
      ++young[sex];
    } else {
      ++children[sex];
    }
  });
  for (std::size_t sex = 0; sex < young.size(); ++sex) {
    rooms += (young[sex] + 1) / 2;
    if (young[sex] % 2 == 1 && children[sex] > 0) --children[sex];
  }
  rooms += (children[0] + children[1] + 1) / 2;
  return static_cast<std::size_t>(std::clamp(rooms, 1, 4) - 1);
}

}  // namespace mingle::housing
