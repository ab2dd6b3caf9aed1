// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "neighbour_grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <mingle/geo/distances.h>
#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

void append(NeighbourLists& lists, const std::vector<NearPoint>& near) {
  for (const NearPoint& point : near) {
    lists.zones.emplace_back(point.point);
    lists.distances.push_back(point.metres);
  }
  lists.offsets.push_back(lists.zones.size());
}

}  // namespace

NeighbourLists nearest_neighbours(std::span<const Point> points,
                                  std::size_t k) {
  const NeighbourGrid grid{points};
  NeighbourLists lists{.offsets = {0}};
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    append(lists, grid.nearest(i, k));
  }
  return lists;
}

NeighbourLists neighbours_within(std::span<const Point> points, double radius) {
  const NeighbourGrid grid{points};
  NeighbourLists lists{.offsets = {0}};
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    append(lists, grid.within(i, radius));
  }
  return lists;
}

double distance_within_zone(double area) {
  return 0.5 * std::sqrt(area / std::numbers::pi);
}

DistanceMatrix distance_matrix(const ZoneTable& table,
                               std::span<const ZoneId> zones) {
  DistanceMatrix matrix{.zones = {zones.begin(), zones.end()}};
  matrix.metres.reserve(zones.size() * zones.size());
  const auto centre = [&](ZoneId zone) {
    return Point{table.eastings[zone.index()], table.northings[zone.index()]};
  };
  for (const ZoneId from : zones) {
    for (const ZoneId to : zones) {
      matrix.metres.push_back(
          from == to ? distance_within_zone(table.areas[from.index()])
                     : distance(centre(from), centre(to)));
    }
  }
  return matrix;
}

std::vector<DistanceMatrix> authority_distances(
    const ZoneTable& zones,
    const AuthorityTable& authorities) {
  std::vector<DistanceMatrix> matrices;
  for (const std::vector<ZoneId>& members : authorities.zones) {
    matrices.push_back(distance_matrix(zones, members));
  }
  return matrices;
}

}  // namespace mingle
