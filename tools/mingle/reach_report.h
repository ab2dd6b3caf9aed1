// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepare.h"

#include <string>
#include <vector>

#include <mingle/engine/levers/reach.h>

namespace mingle::tool {

/// How many people each lever of a scenario can reach in a year, and whether
/// that could be seen; empty without levers.
std::vector<levers::ReachCheck> reach_of(const Prepared& prepared);

/// One line of words.
std::string reach_words(const levers::ReachCheck& check);
/// The checks as a JSON list.
std::string reach_json(const std::vector<levers::ReachCheck>& checks);

}  // namespace mingle::tool
