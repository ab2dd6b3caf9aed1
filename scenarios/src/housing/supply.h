// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/engine/housing/world.h>

namespace mingle {

/// Dwellings to be built and demolished, by tick and cell, from a CSV with
/// columns zone, tenure, bedrooms (1 to 4; 4 is 4 or more), date and dwellings
/// (negative: demolished). A change takes place in the quarter its date is in.
/// @param homes  dwellings by cell at the start
/// @throws DataError on unknown zones or tenures, bad numbers, dates outside
///         the run, and demolition of more homes than there are by then
std::vector<housing::SupplyChange> read_supply(
    const std::string& file,
    const mingle::World& world,
    const std::vector<std::int32_t>& homes,
    Date start,
    int ticks);

}  // namespace mingle
