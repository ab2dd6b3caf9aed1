// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "housing_stock.h"

#include <string>
#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// Households of each authority and group now, authority-major.
std::vector<std::int32_t> count_households(const World& world,
                                           const HouseholdTable& households);

/// Totals for each tick from a CSV with columns authority, date, group and
/// households. Between dates totals run in a straight line from the starting
/// count; groups and authorities without a row are held.
/// @throws DataError on unknown authorities or groups, bad dates or counts,
///         and dates that are not after the start
PopulationTargets read_totals(const std::string& file,
                              const World& world,
                              const std::vector<std::int32_t>& now,
                              Date start,
                              int ticks);

/// Rows for households that are yet to come, outside the study: copies of
/// households of the same authority and group.
void add_future_households(const World& world,
                           const std::vector<std::int32_t>& now,
                           HouseholdTable& households);

/// Dwellings to add so that each authority's stock grows with its households,
/// spread over cells like the households it has; sorted by cell.
std::vector<PlannedDwelling> plan_growth(
    const World& world,
    const std::vector<AuthorityPopulation>& populations,
    const std::vector<std::int32_t>& now,
    double vacancy_rate);

}  // namespace mingle
