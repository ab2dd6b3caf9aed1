// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/housing/world.h>
#include <mingle/engine/levers/plan.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// The levers of a scenario with every name resolved for its study.
/// @param world  with its zones, authorities and groups
/// @param notes  out: sites that were left out
/// @throws ConfigError with every mistake: codes, groups and sites that the
///         study does not have, levers that nothing in the chosen model can
///         carry out, levers that never act or act nowhere.
levers::Plan plan_levers(const Scenario& scenario,
                         const StudyArea& area,
                         const housing::World& world,
                         std::vector<std::string>& notes);

/// Mistakes that need no data: levers of a scenario whose model cannot carry
/// them out, with what to switch on.
std::vector<ConfigProblem> model_problems(const Scenario& scenario);

/// What runs with these levers must say: research only, likely unlawful,
/// and that a lever has no modelled effect.
std::vector<std::string> lever_banners(const Scenario& scenario);

}  // namespace mingle
