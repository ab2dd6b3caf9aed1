// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "geos.h"

#include <mingle/engine/error.h>

namespace mingle {
namespace {

static_assert(sizeof(Point) == 2 * sizeof(double),
              "GEOS copies rings as pairs of numbers");

void keep_message(const char* text, void* message) {
  *static_cast<std::string*>(message) = text;
}

/// Shapes handed to a function of GEOS that takes them over.
std::vector<GEOSGeometry*> release(std::vector<Geos::Shape>& shapes) {
  std::vector<GEOSGeometry*> released;
  for (Geos::Shape& shape : shapes) released.push_back(shape.release());
  return released;
}

}  // namespace

Geos::Geos() : context_{GEOS_init_r()} {
  GEOSContext_setErrorMessageHandler_r(context_, &keep_message, &message_);
}

Geos::~Geos() {
  GEOS_finish_r(context_);
}

void Geos::fail_with_message() const {
  throw Error{message_.empty() ? "GEOS fails without a message"
                               : "GEOS fails: " + message_};
}

Geos::Shape Geos::own(GEOSGeometry* shape) const {
  if (!shape) fail_with_message();
  return Shape{shape, Destroy{context_}};
}

Geos::Shape Geos::make_ring(const Ring& ring) const {
  Ring closed = ring;
  if (!ring.empty()) closed.push_back(ring.front());
  GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(
      context_,
      closed.empty() ? nullptr : &closed.front().x,
      static_cast<unsigned>(closed.size()),
      0,
      0);
  if (!points) fail_with_message();
  return own(GEOSGeom_createLinearRing_r(context_, points));
}

Geos::Shape Geos::make_polygon(const Polygon& polygon) const {
  std::vector<Shape> rings;
  for (const Ring& ring : polygon.rings) rings.push_back(make_ring(ring));
  std::vector<GEOSGeometry*> raw = release(rings);
  return own(GEOSGeom_createPolygon_r(context_,
                                      raw.front(),
                                      raw.data() + 1,
                                      static_cast<unsigned>(raw.size() - 1)));
}

Geos::Shape Geos::make(const MultiPolygon& shape) const {
  std::vector<Shape> parts;
  for (const Polygon& part : shape.parts) {
    if (!part.rings.empty()) parts.push_back(make_polygon(part));
  }
  std::vector<GEOSGeometry*> raw = release(parts);
  return own(GEOSGeom_createCollection_r(context_,
                                         GEOS_MULTIPOLYGON,
                                         raw.data(),
                                         static_cast<unsigned>(raw.size())));
}

Geos::Shape Geos::make_points(std::span<const Point> points) const {
  std::vector<Shape> shapes;
  for (const Point& point : points) {
    shapes.push_back(
        own(GEOSGeom_createPointFromXY_r(context_, point.x, point.y)));
  }
  std::vector<GEOSGeometry*> raw = release(shapes);
  return own(GEOSGeom_createCollection_r(context_,
                                         GEOS_MULTIPOINT,
                                         raw.data(),
                                         static_cast<unsigned>(raw.size())));
}

Ring Geos::read_ring(const GEOSGeometry* ring) const {
  const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context_, ring);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(context_, points, &count);
  Ring result(count);
  if (count > 0) {
    GEOSCoordSeq_copyToBuffer_r(context_, points, &result.front().x, 0, 0);
    result.pop_back();
  }
  return result;
}

std::vector<Polygon> Geos::polygons(const GEOSGeometry* shape) const {
  std::vector<Polygon> found;
  const int type = GEOSGeomTypeId_r(context_, shape);
  if (type == GEOS_POLYGON && !GEOSisEmpty_r(context_, shape)) {
    Polygon polygon;
    polygon.rings.push_back(read_ring(GEOSGetExteriorRing_r(context_, shape)));
    const int holes = GEOSGetNumInteriorRings_r(context_, shape);
    for (int i = 0; i < holes; ++i) {
      polygon.rings.push_back(
          read_ring(GEOSGetInteriorRingN_r(context_, shape, i)));
    }
    found.push_back(std::move(polygon));
  }
  if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) {
    return found;
  }
  const int parts = GEOSGetNumGeometries_r(context_, shape);
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context_, shape, i);
    for (Polygon& polygon : polygons(part)) found.push_back(std::move(polygon));
  }
  return found;
}

}  // namespace mingle
