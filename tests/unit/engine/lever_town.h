// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <utility>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/levers/pull.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::levers {

using housing::State;
using housing::World;
using Kind = Predicate::Kind;

inline constexpr std::size_t groups = 3;

inline std::pair<World, State> town(std::size_t authorities = 1) {
  return test::make_small_housing_world({.authorities = authorities},
                                        test::lively_housing_rules(groups));
}

inline Predicate over(Field field, Kind kind, double value, double upper = 0) {
  return {.nodes = {
              {.kind = kind, .field = field, .value = value, .upper = upper}}};
}

/// A lever that reaches all once a year, for forty quarters.
inline PlannedLever everybody() {
  PlannedLever lever;
  lever.label = "everybody";
  lever.stream = 7;
  lever.last_tick = 40;
  lever.target = Target::persons;
  lever.schedule = Schedule::year;
  return lever;
}

inline PlannedLever with_effect(PlannedLever lever,
                                Mechanism mechanism,
                                double value) {
  lever.effects.push_back({.mechanism = mechanism, .value = value});
  return lever;
}

inline std::set<std::uint64_t> ids_of(const std::vector<Participant>& people) {
  std::set<std::uint64_t> ids;
  for (const Participant& one : people) ids.insert(one.id);
  return ids;
}

/// Persons of the town of these ages at the start.
inline std::size_t persons_aged(int lowest, int highest) {
  const auto made = town();
  const housing::State& state = made.second;
  std::size_t count = 0;
  for (std::size_t h = 0; h < state.households.size(); ++h) {
    if (!state.households.is_housed(HouseholdId{h})) continue;
    housing::for_members(state, HouseholdId{h}, [&](PersonId person) {
      const int age = state.persons.age(person, 0);
      count += static_cast<std::size_t>(age >= lowest && age <= highest);
    });
  }
  return count;
}

}  // namespace mingle::levers
