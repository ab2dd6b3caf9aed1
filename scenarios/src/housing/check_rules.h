// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/contact/rules.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/scenarios/scenario.h>

namespace mingle {

/// Shares that must add up to 1.
/// @throws ConfigError naming each that does not
void check_shares(const housing::Rules& rules);

/// The same for waking hours. @throws ConfigError
void check_hours(const contact::HourRules& hours);

/// Whether some household on the register could be let a home.
/// @throws ConfigError with the rule that keeps everybody out
void check_lettings(const housing::World& world, const housing::State& state);

/// Whether there are homes for the totals a run is held to, at as many persons
/// a home as at the start.
/// @throws DataError
void check_totals(const Scenario& scenario,
                  const housing::World& world,
                  const housing::State& state);

}  // namespace mingle
