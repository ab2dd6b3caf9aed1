// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Rates of leaving, arrivals a year and where leavers go, by authority and
/// group: the flow table's totals, shared over groups by the mobility table,
/// times the pandemic factor; without tables the parameters moved_in_rate and
/// abroad_rate. What is assumed is said in `notes`.
void set_migration_rates(const Scenario& scenario,
                         const StudyArea& area,
                         const housing::State& state,
                         housing::World& world,
                         std::vector<std::string>& notes);

}  // namespace mingle
