// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/world.h>
#include <mingle/scenarios/population.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Fills zones, authorities, groups, rules, neighbours and derived columns.
void lay_out_area(const Scenario& scenario,
                  const StudyArea& area,
                  World& world);

/// Rows of a table of the study that belong to one authority.
ZoneCounts rows_of(const CountTable& table,
                   const std::vector<ZoneId>& zones,
                   std::size_t columns);

/// Households of every authority, made in parallel; the first error by
/// authority is thrown.
std::vector<AuthorityPopulation> synthesise_all(const Scenario& scenario,
                                                const StudyArea& area,
                                                const World& world);

/// Communal residents of all zones.
void gather_communal(const std::vector<AuthorityPopulation>& populations,
                     World& world);

}  // namespace mingle
