// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// The small areas of a run, one row each, sorted by code. British National
/// Grid, metres.
struct ZoneTable {
  std::vector<std::string> codes;
  std::vector<std::string> names;        ///< may repeat the code
  std::vector<AuthorityId> authorities;  ///< authority of each zone
  std::vector<double> eastings;          ///< centroid, metres
  std::vector<double> northings;         ///< centroid, metres
  std::vector<double> areas;             ///< square metres, > 0
  std::vector<double> perimeters;        ///< metres, > 0

  std::size_t size() const { return codes.size(); }
};

/// The local authorities of a run, sorted by code. Zones of an authority are
/// not adjacent in the zone table in general; `zones` lists them in order.
struct AuthorityTable {
  std::vector<std::string> codes;
  std::vector<std::string> names;
  std::vector<std::vector<ZoneId>> zones;

  std::size_t size() const { return codes.size(); }
};

}  // namespace mingle
