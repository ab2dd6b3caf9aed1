// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>
#include <mingle/scenarios/population.h>

namespace mingle {

/// Dwellings to be added later: how many in a cell from which tick.
struct PlannedDwelling {
  CellId cell;
  std::uint16_t from_tick = 0;
};

/// Lays out one dwelling for each household, vacant ones at the vacancy rate,
/// and the planned ones, and moves the households in. Household rows are
/// authority by authority, zone by zone.
/// @param vacancy_rate  vacant dwellings as a share of all, [0, 1)
void settle_households(const std::vector<AuthorityPopulation>& populations,
                       const std::vector<PlannedDwelling>& planned,
                       double vacancy_rate,
                       World& world,
                       State& state);

/// Vacant dwellings of each kind in a zone, by truncate-replicate-sample of
/// the vacancy rate over its households.
std::vector<std::int32_t> vacant_by_kind(
    std::string_view zone_code,
    std::span<const std::int32_t> households_by_kind,
    double vacancy_rate);

/// The same with a rate for each kind.
std::vector<std::int32_t> vacant_by_kind(
    std::string_view zone_code,
    std::span<const std::int32_t> households_by_kind,
    std::span<const double> vacancy_rates);

}  // namespace mingle
