// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>

namespace mingle::contact {

/// What a household earns of its full income: an adult of working age in work
/// counts 1, and more if fluent, one without work IncomeRules::workless; the
/// mean over them. 1 without such adults.
struct Earned {
  double share = 1;
  int adults = 0;  ///< of working age
};
Earned earned_by(const Rules& rules,
                 const housing::State& homes,
                 const State& state,
                 HouseholdId household);

/// At the start: restates incomes, which are given without regard to who
/// works, so that the mean of each class and number of adults stays as it is;
/// ranks households.
void begin_incomes(const World& world, housing::State& homes, State& state);

/// After a step: incomes of IncomeTrack::due follow the work and English of
/// their members; once a year households are ranked anew.
void follow_incomes(const World& world,
                    std::uint64_t seed,
                    housing::State& homes,
                    State& state);

}  // namespace mingle::contact
