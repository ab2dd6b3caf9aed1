// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console.h"

#include <optional>
#include <string>
#include <vector>

#include <mingle/output/run_info.h>
#include <mingle/scenarios/build_contact_world.h>
#include <mingle/scenarios/build_housing_world.h>
#include <mingle/scenarios/build_world.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle::tool {

/// Everything a run needs before its first step.
struct Prepared {
  std::string file;  ///< the scenario's
  ResolvedScenario resolved;
  StudyArea study;
  BuiltWorld built;  ///< of relocation
  /// Of the full housing system, where the scenario asks for it; then `built`
  /// is empty.
  std::optional<BuiltHousingWorld> housing;
  /// Where people meet, beside `housing`.
  std::optional<BuiltContactWorld> contact;
};

/// Reads the scenario; the rest is still empty. @throws ConfigError
Prepared read_configuration(const std::string& scenario_file,
                            const std::vector<CommandSetting>& settings,
                            Console& console);

/// Then reads the data and makes the households: all that `run` does before
/// the first step; `check` does the same.
/// @throws ConfigError, DataError
void build(Prepared& prepared, Console& console);

/// Whether both are made from the same settings, title and levers apart.
bool made_alike(const Prepared& one, const Prepared& other);

/// Gives what was built for one scenario to another that is made alike; its
/// levers are planned. `made` is empty afterwards. @throws ConfigError
void hand_over(Prepared& made, Prepared& prepared);

/// As build(), but takes over what `made` has built where both are made from
/// the same settings, title and levers apart; else frees it first, so that one
/// study at a time is in memory. Either way `made` is empty afterwards.
void build_after(Prepared& made, Prepared& prepared, Console& console);

/// Frees what was built.
void forget(Prepared& prepared);

/// What was assumed while households were made.
std::vector<std::string> building_notes(const Prepared& prepared);
/// How well the households fit, as a table and in words.
std::string fit_csv(const Prepared& prepared);
std::string fit_text(const Prepared& prepared);

/// What must be said wherever results are shown; usually empty.
std::string banner_of(const Scenario& scenario);

/// Provenance of a run, for every file it writes.
RunInfo run_info(const Prepared& prepared);

/// "Bradford: 312 zones, 546,415 residents, 209,860 households"
std::string study_words(const StudyArea& study);

}  // namespace mingle::tool
