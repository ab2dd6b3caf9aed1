// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>
#include <mingle/scenarios/population.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// A study ready to run.
struct BuiltWorld {
  World world;
  State start;
  std::vector<PopulationFit> fits;  ///< by authority
  std::vector<std::string> notes;   ///< assumptions made on the way
};

/// Makes the households of every authority, lays out the dwellings they live
/// in and the vacant ones, and prepares flows and totals.
/// @throws DataError where the tables cannot be met, ConfigError never.
BuiltWorld build_world(const Scenario& scenario, const StudyArea& area);

/// How well the households fit, one row a measure: columns authority, measure,
/// value, limit, met (yes, no, or empty where there is no limit).
std::string population_fit_csv(const std::vector<PopulationFit>& fits);

/// The same in a few sentences, worst authority first.
std::string population_fit_text(const std::vector<PopulationFit>& fits);

}  // namespace mingle
