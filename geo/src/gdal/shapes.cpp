// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "shapes.h"

namespace mingle::gdal {
namespace {

Ring to_ring(OGRGeometryH line) {
  const int count = OGR_G_GetPointCount(line);
  if (count <= 0) return {};
  Ring ring(static_cast<std::size_t>(count));
  OGR_G_GetPoints(line,
                  &ring.front().x,
                  sizeof(Point),
                  &ring.front().y,
                  sizeof(Point),
                  nullptr,
                  0);
  while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
  return ring;
}

void add_polygon(OGRGeometryH polygon, MultiPolygon& shape) {
  Polygon part;
  for (int i = 0; i < OGR_G_GetGeometryCount(polygon); ++i) {
    Ring ring = to_ring(OGR_G_GetGeometryRef(polygon, i));
    if (ring.empty() && i == 0) return;
    if (!ring.empty()) part.rings.push_back(std::move(ring));
  }
  if (!part.rings.empty()) shape.parts.push_back(std::move(part));
}

void add_polygons(OGRGeometryH geometry, MultiPolygon& shape) {
  const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
  if (type == wkbPolygon) add_polygon(geometry, shape);
  if (type != wkbMultiPolygon && type != wkbGeometryCollection) return;
  for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
    add_polygons(OGR_G_GetGeometryRef(geometry, i), shape);
  }
}

void add_points(const Ring& ring, OGRGeometryH line) {
  for (const Point& point : ring) OGR_G_AddPoint_2D(line, point.x, point.y);
  if (!ring.empty()) {
    OGR_G_AddPoint_2D(line, ring.front().x, ring.front().y);
  }
}

}  // namespace

MultiPolygon to_multi_polygon(OGRGeometryH geometry) {
  MultiPolygon shape;
  if (!OGR_G_HasCurveGeometry(geometry, 0)) {
    add_polygons(geometry, shape);
    return shape;
  }
  OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0, nullptr);
  add_polygons(linear, shape);
  OGR_G_DestroyGeometry(linear);
  return shape;
}

OGRGeometryH to_ogr(const MultiPolygon& shape) {
  OGRGeometryH result = OGR_G_CreateGeometry(wkbMultiPolygon);
  for (const Polygon& part : shape.parts) {
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    for (const Ring& ring : part.rings) {
      OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
      add_points(ring, line);
      OGR_G_AddGeometryDirectly(polygon, line);
    }
    OGR_G_AddGeometryDirectly(result, polygon);
  }
  return result;
}

}  // namespace mingle::gdal
