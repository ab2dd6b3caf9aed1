// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "squares.h"
#include "thrown.h"

#include <algorithm>

#include <gtest/gtest.h>

#include <mingle/geo/geometry.h>
#include <mingle/geo/zone_table.h>

namespace mingle {
namespace {

using test::square;

/// A square of 10 m with a hole of 2 m in its south-west quarter; the hole
/// turns the same way as the outer ring, as sloppy files have it.
MultiPolygon holed() {
  MultiPolygon shape = square(0, 0, 10);
  shape.parts[0].rings.push_back(square(1, 1, 2).parts[0].rings[0]);
  return shape;
}

TEST(Geometry, OfASquare) {
  const MultiPolygon shape = square(400000, 300000, 10);
  EXPECT_EQ(area(shape), 100.0);
  EXPECT_EQ(perimeter(shape), 40.0);
  EXPECT_EQ(centroid(shape), (Point{400005, 300005}));
}

TEST(Geometry, HolesCountAgainst) {
  EXPECT_DOUBLE_EQ(area(holed()), 96.0);
  EXPECT_DOUBLE_EQ(perimeter(holed()), 48.0);
  // (100 x 5 - 4 x 2) / 96
  EXPECT_DOUBLE_EQ(centroid(holed()).x, 492.0 / 96.0);
}

TEST(Geometry, DirectionOfRingsDoesNotMatter) {
  MultiPolygon shape = holed();
  for (Ring& ring : shape.parts[0].rings) {
    std::reverse(ring.begin(), ring.end());
  }
  EXPECT_DOUBLE_EQ(area(shape), 96.0);
  EXPECT_DOUBLE_EQ(centroid(shape).y, 492.0 / 96.0);
}

TEST(Geometry, IslandsWeighByTheirArea) {
  MultiPolygon shape = square(0, 0, 10);
  shape.parts.push_back(square(100, 0, 20).parts[0]);
  EXPECT_DOUBLE_EQ(area(shape), 500.0);
  EXPECT_DOUBLE_EQ(centroid(shape).x, (100 * 5.0 + 400 * 110.0) / 500);
}

TEST(Geometry, KeepsItsDigitsFarFromTheOrigin) {
  // One square millimetre at the far end of the grid.
  EXPECT_NEAR(area(square(655000, 657000, 0.001)), 1e-6, 1e-9);
}

TEST(Geometry, WithoutAreaTheCentroidIsTheMeanVertex) {
  const MultiPolygon line{{Polygon{{{{0, 0}, {2, 0}}}}}};
  EXPECT_EQ(centroid(line), (Point{1, 0}));
  EXPECT_EQ(centroid(MultiPolygon{}), Point{});
  EXPECT_EQ(area(MultiPolygon{}), 0.0);
}

TEST(Geometry, BoundingBoxAndContains) {
  const Box box = bounding_box(holed());
  EXPECT_EQ(box.min_x, 0.0);
  EXPECT_EQ(box.max_y, 10.0);
  EXPECT_TRUE(contains(holed(), {5, 5}));
  EXPECT_FALSE(contains(holed(), {2, 2}));
  EXPECT_FALSE(contains(holed(), {11, 5}));
}

ZoneLayer two_zones() {
  ZoneLayer layer;
  layer.codes = {"z1", "z2"};
  layer.names = {"One", "Two"};
  layer.authorities = {"B", "A"};
  layer.authority_names = {"Bee", "Ay"};
  layer.shapes = {square(0, 0, 10), square(10, 0, 20)};
  return layer;
}

TEST(MakeZoneTables, MeasuresZonesAndSortsAuthorities) {
  const ZoneTables tables = make_zone_tables(two_zones());
  EXPECT_EQ(tables.zones.areas, (std::vector<double>{100, 400}));
  EXPECT_EQ(tables.zones.perimeters, (std::vector<double>{40, 80}));
  EXPECT_EQ(centroids(tables.zones)[1], (Point{20, 10}));
  EXPECT_EQ(tables.authorities.codes, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(tables.authorities.names, (std::vector<std::string>{"Ay", "Bee"}));
  EXPECT_EQ(tables.zones.authorities[0], AuthorityId{1U});
  EXPECT_EQ(tables.authorities.zones[1], std::vector<ZoneId>{ZoneId{0U}});
}

TEST(MakeZoneTables, RefusesZonesWithoutAreaAndAuthoritiesWithTwoNames) {
  ZoneLayer flat = two_zones();
  flat.shapes[1] = {{Polygon{{{{0, 0}, {2, 0}}}}}};
  EXPECT_EQ(test::thrown([&] { make_zone_tables(flat); }),
            "zone 'z2': the zone has no area. Repair or remove it");
  ZoneLayer named = two_zones();
  named.authorities[1] = "B";
  EXPECT_HAS(test::thrown([&] { make_zone_tables(named); }),
             "authority 'B' has two names, 'Bee' and 'Ay'");
}

}  // namespace
}  // namespace mingle
