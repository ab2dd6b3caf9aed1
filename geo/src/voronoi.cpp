// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <geos_c.h>

#include <mingle/engine/error.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/voronoi.h>

namespace mingle {
namespace {

[[noreturn]] void refuse(const std::string& problem, const std::string& hint) {
  throw DataError{DataPlace{}, problem, hint};
}

/// A GEOS session; silent, since libraries do not print.
class Session {
 public:
  Session() : handle_{GEOS_init_r(), GEOS_finish_r} {}
  GEOSContextHandle_t handle() const { return handle_.get(); }

  struct Deleter {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* shape) const {
      GEOSGeom_destroy_r(handle, shape);
    }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Deleter>;
  /// Takes ownership; a null shape is GEOS's way to fail.
  Shape own(GEOSGeometry* shape) const {
    if (shape == nullptr) {
      refuse("the outline cannot be divided into zones",
             "check that the outline is valid");
    }
    return Shape{shape, Deleter{handle()}};
  }

 private:
  std::unique_ptr<GEOSContextHandle_HS, void (*)(GEOSContextHandle_t)> handle_;
};
using Shape = Session::Shape;

GEOSCoordSequence* sequence_of(GEOSContextHandle_t handle,
                               const std::vector<Point>& points,
                               bool closed) {
  const std::size_t count = points.size() + (closed ? 1 : 0);
  GEOSCoordSequence* sequence =
      GEOSCoordSeq_create_r(handle, static_cast<unsigned>(count), 2);
  for (std::size_t i = 0; i < count; ++i) {
    const Point& point = points[i % points.size()];
    GEOSCoordSeq_setXY_r(
        handle, sequence, static_cast<unsigned>(i), point.x, point.y);
  }
  return sequence;
}

Shape polygon_from(const Session& session, const Polygon& polygon) {
  const auto handle = session.handle();
  std::vector<GEOSGeometry*> rings;
  for (const Ring& ring : polygon.rings) {
    rings.push_back(
        GEOSGeom_createLinearRing_r(handle, sequence_of(handle, ring, true)));
  }
  return session.own(
      GEOSGeom_createPolygon_r(handle,
                               rings.front(),
                               rings.data() + 1,
                               static_cast<unsigned>(rings.size() - 1)));
}

Shape outline_from(const Session& session, const MultiPolygon& outline) {
  std::vector<GEOSGeometry*> parts;
  for (const Polygon& part : outline.parts) {
    if (part.rings.empty() || part.rings.front().size() < 3) continue;
    parts.push_back(polygon_from(session, part).release());
  }
  if (parts.empty()) refuse("the outline is empty", "give at least one ring");
  Shape shape = session.own(
      GEOSGeom_createCollection_r(session.handle(),
                                  GEOS_MULTIPOLYGON,
                                  parts.data(),
                                  static_cast<unsigned>(parts.size())));
  if (GEOSisValid_r(session.handle(), shape.get()) != 1) {
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
Shape cell_borders(const Session& session,
                   const GEOSGeometry* outline,
                   std::span<const Point> seeds) {
  const auto handle = session.handle();
  const std::vector<Point> points{seeds.begin(), seeds.end()};
  const Shape sites = session.own(
      GEOSGeom_createLineString_r(handle, sequence_of(handle, points, false)));
  return session.own(
      GEOSVoronoiDiagram_r(handle, sites.get(), outline, 0.0, 1));
}

/// The faces of outline and borders together: noded once, so that neighbours
/// share every vertex by construction.
Shape faces(const Session& session,
            const GEOSGeometry* outline,
            std::span<const Point> seeds,
            double precision) {
  const auto handle = session.handle();
  const Shape edge = session.own(GEOSBoundary_r(handle, outline));
  if (seeds.size() < 2) {
    const GEOSGeometry* lines = edge.get();
    return session.own(GEOSPolygonize_r(handle, &lines, 1));
  }
  const Shape borders = cell_borders(session, outline, seeds);
  const Shape noded = session.own(
      GEOSUnionPrec_r(handle, edge.get(), borders.get(), precision));
  const GEOSGeometry* lines = noded.get();
  return session.own(GEOSPolygonize_r(handle, &lines, 1));
}

Ring ring_from(GEOSContextHandle_t handle, const GEOSGeometry* line) {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle, line);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(handle, sequence, &count);
  Ring ring(count > 0 ? count - 1 : 0);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    GEOSCoordSeq_getXY_r(
        handle, sequence, static_cast<unsigned>(i), &ring[i].x, &ring[i].y);
  }
  return ring;
}

Polygon polygon_to(GEOSContextHandle_t handle, const GEOSGeometry* shape) {
  Polygon polygon;
  polygon.rings.push_back(
      ring_from(handle, GEOSGetExteriorRing_r(handle, shape)));
  const int holes = GEOSGetNumInteriorRings_r(handle, shape);
  for (int hole = 0; hole < holes; ++hole) {
    polygon.rings.push_back(
        ring_from(handle, GEOSGetInteriorRingN_r(handle, shape, hole)));
  }
  return polygon;
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
  const Session session;
  const auto handle = session.handle();
  const Shape whole = outline_from(session, outline);
  const Shape pieces = faces(session, whole.get(), seeds, precision);

  std::vector<MultiPolygon> zones(seeds.size());
  const int count = GEOSGetNumGeometries_r(handle, pieces.get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* piece = GEOSGetGeometryN_r(handle, pieces.get(), i);
    const Shape inner = session.own(GEOSPointOnSurface_r(handle, piece));
    if (GEOSIntersects_r(handle, whole.get(), inner.get()) != 1) continue;
    Point place;
    GEOSGeomGetX_r(handle, inner.get(), &place.x);
    GEOSGeomGetY_r(handle, inner.get(), &place.y);
    zones[nearest_seed(seeds, place)].parts.push_back(
        polygon_to(handle, piece));
  }
  for (std::size_t s = 0; s < zones.size(); ++s) {
    if (!zones[s].parts.empty()) continue;
    refuse("seed " + std::to_string(s) + " gets no part of the outline",
           "place every seed inside the outline");
  }
  return zones;
}

}  // namespace mingle
