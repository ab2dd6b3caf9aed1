// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/error.h>
#include <mingle/scenarios/lever_entry.h>

namespace mingle {

/// A mistake of one [[lever]] table, at its line.
ConfigProblem lever_problem(const LeverEntry& entry,
                            const std::string& problem,
                            std::string hint);

/// What is contradictory among the levers of a scenario: two that set the
/// same rule at the same time in places that may be the same, shares that
/// exceed all, levers that follow or widen one that is not there.
void check_entries(const std::vector<LeverEntry>& entries,
                   std::vector<ConfigProblem>& problems);

}  // namespace mingle
