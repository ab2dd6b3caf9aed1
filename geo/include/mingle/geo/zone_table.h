// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/zones.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// What the model needs to know of a layer: both tables sorted by code.
struct ZoneTables {
  ZoneTable zones;
  AuthorityTable authorities;
};

/// Centroid, area and perimeter of each zone, and the authorities they form.
/// Zones without an authority code form one authority with an empty code.
/// @throws DataError when a zone has no area, or when an authority has two
///         names.
ZoneTables make_zone_tables(const ZoneLayer& layer);

/// Centroids of a zone table as points.
std::vector<Point> centroids(const ZoneTable& zones);

}  // namespace mingle
