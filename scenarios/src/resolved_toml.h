// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"

#include <string>

#include <mingle/scenarios/scenario.h>

namespace mingle {

/// Every value that can change a result, given or default, as TOML with its
/// origin as a comment.
std::string resolved_toml(const Settings& settings, const Scenario& scenario);

}  // namespace mingle
