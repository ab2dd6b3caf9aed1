// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"

#include <string>
#include <vector>

#include <mingle/scenarios/scenario.h>

namespace mingle {

/// The scenario of these settings; what is missing or contradictory is added
/// to `problems`.
/// @param file  the scenario file, for what has no place of its own
Scenario scenario_from_settings(const Settings& settings,
                                const std::string& file,
                                std::vector<ConfigProblem>& problems);

}  // namespace mingle
