// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mingle {

/// A point in British National Grid (EPSG:27700): easting, northing, metres.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

/// A closed ring, the first point not repeated at the end.
using Ring = std::vector<Point>;

/// An outer ring followed by its holes.
struct Polygon {
  std::vector<Ring> rings;
};

/// The shape of one zone; islands are further parts.
struct MultiPolygon {
  std::vector<Polygon> parts;
};

/// Zones as read from a file or generated, in British National Grid, sorted
/// by code. The columns have equal length.
struct ZoneLayer {
  std::vector<std::string> codes;        ///< unique
  std::vector<std::string> names;        ///< the code where there is no name
  std::vector<std::string> authorities;  ///< authority code of each zone
  std::vector<std::string> authority_names;  ///< of each zone; may be the code
  std::vector<MultiPolygon> shapes;

  std::size_t size() const { return codes.size(); }
};

}  // namespace mingle
