// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Zones as SVG paths in a box of `width` x `height` units, north up.
struct Outlines {
  int width = 0;
  int height = 0;
  std::vector<std::string> paths;  ///< by zone; never empty
};

/// Simplifies shapes for a page. Boundaries are cut where three zones meet
/// and each piece is simplified once, so that neighbours still touch.
/// @param width      units from west to east
/// @param tolerance  units that a boundary may move (Douglas and Peucker 1973)
Outlines draw_outlines(const std::vector<MultiPolygon>& shapes,
                       int width,
                       double tolerance);

}  // namespace mingle
