// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/voronoi.h>

namespace mingle {
namespace {

/// Rising whole metres from 0.
std::vector<double> random_steps() {
  const auto gaps = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 500)));
  std::vector<double> steps{0};
  for (std::size_t i = 0; i < std::min<std::size_t>(gaps.size(), 6); ++i) {
    steps.push_back(steps.back() + gaps[i]);
  }
  return steps;
}

/// The ring with further vertices on its sides: a quarter, a half or three
/// quarters along, exact in binary.
Ring with_more_vertices(const Ring& ring) {
  Ring result;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    result.push_back(a);
    for (const double share : {0.25, 0.5, 0.75}) {
      if (*rc::gen::arbitrary<bool>()) {
        result.push_back(
            {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
      }
    }
  }
  return result;
}

struct Grid {
  std::vector<double> xs;
  std::vector<double> ys;
  std::size_t columns() const { return xs.size() - 1; }
  std::size_t rows() const { return ys.size() - 1; }
  Ring cell(std::size_t column, std::size_t row) const {
    return {{xs[column], ys[row]},
            {xs[column + 1], ys[row]},
            {xs[column + 1], ys[row + 1]},
            {xs[column], ys[row + 1]}};
  }
};

std::vector<MultiPolygon> cells_with_t_junctions(const Grid& grid) {
  std::vector<MultiPolygon> shapes;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t column = 0; column < grid.columns(); ++column) {
      shapes.push_back(
          {{Polygon{{with_more_vertices(grid.cell(column, row))}}}});
    }
  }
  return shapes;
}

RC_GTEST_PROP(GeoAdjacency, RectanglesTouchAsTheirGridSays, ()) {
  const Grid grid{random_steps(), random_steps()};
  const auto shapes = cells_with_t_junctions(grid);
  std::map<std::pair<std::size_t, std::size_t>, double> expected;
  const std::size_t columns = grid.columns();
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t zone = row * columns + column;
      const bool east = column + 1 < columns;
      const bool north = row + 1 < grid.rows();
      const double width = grid.xs[column + 1] - grid.xs[column];
      const double height = grid.ys[row + 1] - grid.ys[row];
      if (east) expected[{zone, zone + 1}] = height;
      if (north) expected[{zone, zone + columns}] = width;
      if (east && north) expected[{zone, zone + columns + 1}] = 0;
      if (column > 0 && north) expected[{zone, zone + columns - 1}] = 0;
    }
  }
  const auto pairs = find_touching_pairs(shapes);
  RC_ASSERT(pairs.size() == expected.size());
  for (const TouchingPair& pair : pairs) {
    const auto found = expected.find({pair.first.index(), pair.second.index()});
    RC_ASSERT(found != expected.end());
    // Up to eight vertices on a side, each rounded to 1 mm.
    RC_ASSERT(std::abs(pair.border - found->second) <= 0.008);
    RC_ASSERT((pair.border > 0) == (found->second > 0));
  }
}

RC_GTEST_PROP(GeoAdjacency, OrderOfPartsAndDirectionOfRingsChangeNoDigit, ()) {
  const Grid grid{random_steps(), random_steps()};
  auto shapes = cells_with_t_junctions(grid);
  // Two cells become one zone of two parts.
  if (shapes.size() > 2) {
    shapes[0].parts.push_back(shapes.back().parts[0]);
    shapes.pop_back();
  }
  const auto before = find_touching_pairs(shapes);
  for (MultiPolygon& shape : shapes) {
    std::reverse(shape.parts.begin(), shape.parts.end());
    for (Polygon& part : shape.parts) {
      Ring& ring = part.rings[0];
      const auto turn = *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(ring));
      std::rotate(ring.begin(), ring.begin() + turn, ring.end());
      if (*rc::gen::arbitrary<bool>()) std::reverse(ring.begin(), ring.end());
    }
  }
  RC_ASSERT(find_touching_pairs(shapes) == before);
}

RC_GTEST_PROP(GeoVoronoi, ZonesTileTheOutline, ()) {
  const auto places = *rc::gen::unique<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(1, 999), rc::gen::inRange(1, 999)));
  RC_PRE(!places.empty());
  std::vector<Point> seeds;
  for (const auto& [x, y] : places) {
    seeds.push_back({static_cast<double>(x), static_cast<double>(y)});
  }
  const Ring square{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
  const auto zones = voronoi_zones({{Polygon{{square}}}}, seeds);
  double total = 0;
  double perimeters = 0;
  for (const MultiPolygon& zone : zones) {
    total += area(zone);
    perimeters += perimeter(zone);
  }
  double borders = 0;
  for (const TouchingPair& pair : find_touching_pairs(zones)) {
    borders += pair.border;
  }
  RC_ASSERT(std::abs(total - 1e6) < 1e-3);
  // Every line is on two zones, or on one and the outline.
  RC_ASSERT(std::abs(perimeters - 2 * borders - 4000) < 1e-3);
  for (std::size_t i = 0; i < zones.size(); ++i) {
    RC_ASSERT(contains(zones[i], seeds[i]));
  }
}

}  // namespace
}  // namespace mingle
