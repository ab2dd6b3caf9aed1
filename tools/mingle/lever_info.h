// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/output/run_info.h>
#include <mingle/scenarios/scenario.h>

namespace mingle::tool {

/// What the catalogue and the scenario say of its levers, for results.
std::vector<LeverInfo> lever_info(const Scenario& scenario);
std::vector<LeverEffectInfo> lever_effect_info(const Scenario& scenario);

}  // namespace mingle::tool
