// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/output/comparison.h>
#include <mingle/output/read_results.h>

namespace mingle {

/// The levers of a run, what they took and whom they reached; none where it
/// has no levers.
/// @throws DataError
std::vector<LeverUse> read_levers(const ResultFile& file);

}  // namespace mingle
