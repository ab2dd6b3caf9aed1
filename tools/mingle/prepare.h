// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console.h"

#include <string>
#include <vector>

#include <mingle/output/run_info.h>
#include <mingle/scenarios/build_world.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle::tool {

/// Everything a run needs before its first step.
struct Prepared {
  ResolvedScenario resolved;
  StudyArea study;
  BuiltWorld built;
};

/// All that `run` does before the first step; `check` does the same.
/// @throws ConfigError, DataError
Prepared prepare(const std::string& scenario_file,
                 const std::vector<CommandSetting>& settings,
                 Console& console);

/// Provenance of a run, for every file it writes.
RunInfo run_info(const Prepared& prepared);

/// "Bradford: 312 zones, 546,415 residents, 209,860 households"
std::string study_words(const StudyArea& study);

}  // namespace mingle::tool
