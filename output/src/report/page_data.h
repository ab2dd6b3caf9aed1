// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/output/comparison.h>

namespace mingle {

/// What the page's script draws, as JSON: arms, dates, measures with every
/// number of comparison.h5 that is shown, and the map.
/// @throws DataError if the map cannot be read
std::string page_data(const Comparison& comparison);

/// Shares of fewer people than this are not shown.
inline constexpr double smallest_count = 10;

}  // namespace mingle
