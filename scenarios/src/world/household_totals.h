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

/// Totals by type for each tick from a CSV with columns authority, date, group
/// and households. Between dates totals run in a straight line from the
/// starting count; groups and authorities without a row are held. A group's
/// households keep their present mix of tenures and sizes.
/// @param now  households by type, see World::type_of()
/// @throws DataError on unknown authorities or groups, bad dates or counts,
///         and dates that are not after the start
PopulationTargets read_totals(const std::string& file,
                              const World& world,
                              const std::vector<std::int32_t>& now,
                              Date start,
                              int ticks);

/// Residents by authority and group (row-major) for each tick, from a CSV with
/// columns authority, date, group and persons; otherwise like read_totals().
std::vector<std::vector<std::int32_t>> read_person_totals(
    const std::string& file,
    const World& world,
    const std::vector<std::int32_t>& now,
    Date start,
    int ticks);

/// Rows for households that are yet to come, outside the study: copies of
/// households of the same type, or of the same group and kind elsewhere.
void add_future_households(const World& world,
                           const std::vector<std::int32_t>& now,
                           HouseholdTable& households);

/// Dwellings to add so that the stock of each authority and kind grows with
/// its households, spread over zones like the homes there are; sorted by cell.
std::vector<PlannedDwelling> plan_growth(
    const World& world,
    const std::vector<AuthorityPopulation>& populations,
    const std::vector<std::int32_t>& now,
    double vacancy_rate);

}  // namespace mingle
