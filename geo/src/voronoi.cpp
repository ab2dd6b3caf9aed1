// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "geos.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <mingle/engine/error.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/voronoi.h>

namespace mingle {
namespace {

[[noreturn]] void refuse(const std::string& problem, const std::string& hint) {
  throw DataError{DataPlace{}, problem, hint};
}

/// The outline as GEOS has it, known to be valid.
Geos::Shape valid_outline(const Geos& geos, const MultiPolygon& outline) {
  MultiPolygon parts;
  for (const Polygon& part : outline.parts) {
    if (part.rings.empty() || part.rings.front().size() < 3) continue;
    parts.parts.push_back(part);
  }
  if (parts.parts.empty()) {
    refuse("the outline is empty", "give at least one ring");
  }
  Geos::Shape shape = geos.make(parts);
  if (GEOSisValid_r(geos.context(), shape.get()) != 1) {
    refuse("the outline is not a valid polygon",
           "repair it first: rings must not cross or touch along a line");
  }
  return shape;
}

void check_seeds(std::span<const Point> seeds, double precision) {
  std::vector<std::pair<double, double>> places;
  for (const Point& seed : seeds) {
    places.emplace_back(std::round(seed.x / precision),
                        std::round(seed.y / precision));
  }
  std::sort(places.begin(), places.end());
  if (std::adjacent_find(places.begin(), places.end()) != places.end()) {
    refuse("two seeds lie at the same place", "give each zone its own seed");
  }
}

/// Lines between the seeds' cells, reaching beyond the outline.
Geos::Shape cell_borders(const Geos& geos,
                         const GEOSGeometry* outline,
                         std::span<const Point> seeds) {
  const Geos::Shape sites = geos.make_points(seeds);
  return geos.own(
      GEOSVoronoiDiagram_r(geos.context(), sites.get(), outline, 0.0, 1));
}

/// The faces of outline and borders together: noded once, so that neighbours
/// share every vertex by construction.
Geos::Shape faces(const Geos& geos,
                  const GEOSGeometry* outline,
                  std::span<const Point> seeds,
                  double precision) {
  const auto context = geos.context();
  Geos::Shape lines = geos.own(GEOSBoundary_r(context, outline));
  if (seeds.size() > 1) {
    const Geos::Shape borders = cell_borders(geos, outline, seeds);
    lines = geos.own(
        GEOSUnionPrec_r(context, lines.get(), borders.get(), precision));
  }
  const GEOSGeometry* input = lines.get();
  return geos.own(GEOSPolygonize_r(context, &input, 1));
}

std::size_t nearest_seed(std::span<const Point> seeds, Point point) {
  const auto nearer = [point](Point a, Point b) {
    return distance(a, point) < distance(b, point);
  };
  return static_cast<std::size_t>(
      std::min_element(seeds.begin(), seeds.end(), nearer) - seeds.begin());
}

}  // namespace

std::vector<MultiPolygon> voronoi_zones(const MultiPolygon& outline,
                                        std::span<const Point> seeds,
                                        double precision) {
  if (seeds.empty()) refuse("there are no seeds", "give at least one point");
  check_seeds(seeds, precision);
  const Geos geos;
  const auto context = geos.context();
  const Geos::Shape whole = valid_outline(geos, outline);
  const Geos::Shape pieces = faces(geos, whole.get(), seeds, precision);

  std::vector<MultiPolygon> zones(seeds.size());
  const int count = GEOSGetNumGeometries_r(context, pieces.get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* piece = GEOSGetGeometryN_r(context, pieces.get(), i);
    const Geos::Shape inner = geos.own(GEOSPointOnSurface_r(context, piece));
    if (GEOSIntersects_r(context, whole.get(), inner.get()) != 1) continue;
    Point place;
    GEOSGeomGetX_r(context, inner.get(), &place.x);
    GEOSGeomGetY_r(context, inner.get(), &place.y);
    zones[nearest_seed(seeds, place)].parts.push_back(
        geos.polygons(piece).at(0));
  }
  for (std::size_t s = 0; s < zones.size(); ++s) {
    if (!zones[s].parts.empty()) continue;
    refuse("seed " + std::to_string(s) + " gets no part of the outline",
           "place every seed inside the outline");
  }
  return zones;
}

}  // namespace mingle
