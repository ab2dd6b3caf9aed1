// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

/// Area and first moments of a ring about an origin, anticlockwise positive.
struct Moments {
  double area = 0;
  double x = 0;
  double y = 0;
};

/// Shoelace sums. The origin is near the ring: with national coordinates the
/// products would lose half of their digits.
Moments ring_moments(const Ring& ring, Point origin) {
  Moments sum;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& here = ring[i];
    const Point& next = ring[i + 1 < ring.size() ? i + 1 : 0];
    const double ax = here.x - origin.x;
    const double ay = here.y - origin.y;
    const double bx = next.x - origin.x;
    const double by = next.y - origin.y;
    const double cross = ax * by - bx * ay;
    sum.area += cross / 2;
    sum.x += (ax + bx) * cross / 6;
    sum.y += (ay + by) * cross / 6;
  }
  return sum;
}

/// Outer rings count as positive and holes as negative whatever their
/// direction in the file.
Moments shape_moments(const MultiPolygon& shape, Point origin) {
  Moments sum;
  for (const Polygon& part : shape.parts) {
    for (std::size_t i = 0; i < part.rings.size(); ++i) {
      const Moments ring = ring_moments(part.rings[i], origin);
      const double wanted = i == 0 ? 1 : -1;
      const double sign = ring.area < 0 ? -wanted : wanted;
      sum.area += sign * ring.area;
      sum.x += sign * ring.x;
      sum.y += sign * ring.y;
    }
  }
  return sum;
}

template <class Visit>
void for_each_ring(const MultiPolygon& shape, Visit visit) {
  for (const Polygon& part : shape.parts) {
    for (const Ring& ring : part.rings) visit(ring);
  }
}

Point first_point(const MultiPolygon& shape) {
  for (const Polygon& part : shape.parts) {
    for (const Ring& ring : part.rings) {
      if (!ring.empty()) return ring.front();
    }
  }
  return {};
}

Point mean_vertex(const MultiPolygon& shape) {
  Point sum;
  double count = 0;
  for_each_ring(shape, [&](const Ring& ring) {
    for (const Point& point : ring) {
      sum.x += point.x;
      sum.y += point.y;
      ++count;
    }
  });
  return count > 0 ? Point{sum.x / count, sum.y / count} : Point{};
}

/// Whether a ray to the east of `point` crosses the line from a to b.
bool ray_crosses(Point point, Point a, Point b) {
  if ((a.y > point.y) == (b.y > point.y)) return false;
  return point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x);
}

}  // namespace

double area(const MultiPolygon& shape) {
  return shape_moments(shape, first_point(shape)).area;
}

double perimeter(const MultiPolygon& shape) {
  double sum = 0;
  for_each_ring(shape, [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      sum += distance(ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]);
    }
  });
  return sum;
}

Point centroid(const MultiPolygon& shape) {
  const Point origin = first_point(shape);
  const Moments sum = shape_moments(shape, origin);
  if (!(sum.area > 0)) return mean_vertex(shape);
  return {origin.x + sum.x / sum.area, origin.y + sum.y / sum.area};
}

Box bounding_box(const MultiPolygon& shape) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{infinity, infinity, -infinity, -infinity};
  for_each_ring(shape, [&](const Ring& ring) {
    for (const Point& point : ring) {
      box.min_x = std::min(box.min_x, point.x);
      box.min_y = std::min(box.min_y, point.y);
      box.max_x = std::max(box.max_x, point.x);
      box.max_y = std::max(box.max_y, point.y);
    }
  });
  return box;
}

double distance(Point a, Point b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return std::sqrt(dx * dx + dy * dy);
}

bool contains(const MultiPolygon& shape, Point point) {
  bool inside = false;
  for_each_ring(shape, [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point& next = ring[i + 1 < ring.size() ? i + 1 : 0];
      if (ray_crosses(point, ring[i], next)) inside = !inside;
    }
  });
  return inside;
}

}  // namespace mingle
