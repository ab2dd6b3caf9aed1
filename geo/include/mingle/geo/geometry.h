// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// An upright rectangle, metres. Empty when min_x > max_x.
struct Box {
  double min_x;
  double min_y;
  double max_x;
  double max_y;
};

/// Area in square metres: outer rings less holes, whatever the direction of
/// the rings. The parts are taken not to overlap.
double area(const MultiPolygon& shape);

/// Length of all rings, holes included, metres.
double perimeter(const MultiPolygon& shape);

/// Centre of mass; may lie outside the shape. A shape without area gives the
/// mean of its vertices, one without vertices the origin.
Point centroid(const MultiPolygon& shape);

Box bounding_box(const MultiPolygon& shape);

double distance(Point a, Point b);

/// Whether the point lies inside the shape or on its edge (even-odd rule; on
/// an edge either answer may come).
bool contains(const MultiPolygon& shape, Point point);

}  // namespace mingle
