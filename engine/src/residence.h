// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

}  // namespace mingle
