// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <mingle/output/comparison.h>

namespace mingle {

/// Zones drawn together: middle-layer areas where the names of all zones say
/// to which they belong, otherwise each zone.
struct Neighbourhoods {
  std::vector<std::string> names;
  std::vector<std::size_t> of_zone;
  bool merged = false;
};

/// ONS names a lower-layer area as its middle-layer area and a letter:
/// "Bradford 001A" lies in "Bradford 001".
Neighbourhoods neighbourhoods_of(const std::vector<std::string>& zone_names);

/// Outlines and shares of the main groups by neighbourhood: at the start, at
/// the end of each arm, and the paired difference with its interval. Null
/// where there are too many zones to draw.
nlohmann::json map_data(const Comparison& comparison);

}  // namespace mingle
