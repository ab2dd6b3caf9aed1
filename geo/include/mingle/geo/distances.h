// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/id.h>
#include <mingle/engine/zones.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// For each point a list of others and how far they are, in compressed rows:
/// those of point i are at [offsets[i], offsets[i + 1]).
struct NeighbourLists {
  std::vector<std::size_t> offsets;
  std::vector<ZoneId> zones;
  std::vector<double> distances;  ///< metres

  std::size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; }
  std::span<const ZoneId> neighbours(ZoneId zone) const {
    return {zones.data() + offsets[zone.index()],
            offsets[zone.index() + 1] - offsets[zone.index()]};
  }
  std::span<const double> lengths(ZoneId zone) const {
    return {distances.data() + offsets[zone.index()],
            offsets[zone.index() + 1] - offsets[zone.index()]};
  }
};

/// The k nearest other points of each, nearest first, ties by id; fewer where
/// there are not so many points.
NeighbourLists nearest_neighbours(std::span<const Point> points, std::size_t k);

/// The other points within `radius` metres (inclusive), nearest first, ties by
/// id.
NeighbourLists neighbours_within(std::span<const Point> points, double radius);

/// Distances between the zones of one authority, metres, row-major in the
/// order of `zones`. Within a zone: half the radius of a circle of its area
///.
struct DistanceMatrix {
  std::vector<ZoneId> zones;
  std::vector<double> metres;  ///< zones x zones

  double at(std::size_t from, std::size_t to) const {
    return metres[from * zones.size() + to];
  }
};

/// Distance from a zone to itself: 0.5 sqrt(area / pi), metres.
double distance_within_zone(double area);

/// Centroid distances among some zones. O(n^2) time and memory: meant for the
/// zones of one authority.
DistanceMatrix distance_matrix(const ZoneTable& table,
                               std::span<const ZoneId> zones);

/// One matrix for each authority, in the order of the table.
std::vector<DistanceMatrix> authority_distances(
    const ZoneTable& zones,
    const AuthorityTable& authorities);

}  // namespace mingle
