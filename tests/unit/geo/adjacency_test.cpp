// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "squares.h"

#include <algorithm>

#include <gtest/gtest.h>

#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

using test::square;

MultiPolygon shape_of(Ring ring) {
  return {{Polygon{{std::move(ring)}}}};
}

TouchingPair pair_of(std::size_t a, std::size_t b, double border) {
  return {ZoneId{a}, ZoneId{b}, border};
}

TEST(FindTouchingPairs, FourSquaresMeetAtACorner) {
  const std::vector<MultiPolygon> shapes{
      square(0, 0), square(1000, 0), square(0, 1000), square(1000, 1000)};
  const auto pairs = find_touching_pairs(shapes);
  EXPECT_EQ(pairs,
            (std::vector<TouchingPair>{pair_of(0, 1, 1000),
                                       pair_of(0, 2, 1000),
                                       pair_of(0, 3, 0),
                                       pair_of(1, 2, 0),
                                       pair_of(1, 3, 1000),
                                       pair_of(2, 3, 1000)}));
  EXPECT_EQ(queen_graph(4, pairs).edges(), 6U);
  EXPECT_EQ(rook_graph(4, pairs).edges(), 4U);
  EXPECT_EQ(queen_graph(4, pairs).weights(ZoneId{0U})[0], 1000.0);
}

TEST(FindTouchingPairs, CopesWithTJunctions) {
  // The large square's east side has no vertex where the small ones meet.
  const std::vector<MultiPolygon> shapes{
      square(0, 0, 1000), square(1000, 0, 400), square(1000, 400, 600)};
  const auto pairs = find_touching_pairs(shapes);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_DOUBLE_EQ(pairs[0].border, 400);
  EXPECT_DOUBLE_EQ(pairs[1].border, 600);
  EXPECT_DOUBLE_EQ(pairs[2].border, 400);
}

TEST(FindTouchingPairs, ACornerOnASideTouchesInAPoint) {
  const std::vector<MultiPolygon> shapes{
      square(0, 0, 1000), shape_of({{1000, 500}, {1500, 200}, {1500, 800}})};
  EXPECT_EQ(find_touching_pairs(shapes),
            std::vector<TouchingPair>{pair_of(0, 1, 0)});
}

TEST(FindTouchingPairs, SlantedLinesOfUnequalVerticesMatch) {
  const Point third{1000.0 / 3, 500.0 / 3};
  const std::vector<MultiPolygon> shapes{
      shape_of({{0, 0}, {1000, 500}, {0, 1000}}),
      shape_of({{0, 0}, {1000, 0}, {1000, 500}, third})};
  const auto pairs = find_touching_pairs(shapes);
  ASSERT_EQ(pairs.size(), 1U);
  // Vertices are rounded to 1 mm, two of them on this line.
  EXPECT_NEAR(pairs[0].border, distance({0, 0}, {1000, 500}), 0.003);
}

TEST(FindTouchingPairs, GapsBeyondTheToleranceSeparate) {
  const std::vector<MultiPolygon> shapes{square(0, 0), square(1000.05, 0)};
  EXPECT_TRUE(find_touching_pairs(shapes).empty());
  const auto pairs = find_touching_pairs(shapes, {.tolerance = 0.1});
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_NEAR(pairs[0].border, 1000, 0.2);
}

TEST(FindTouchingPairs, VerticesOnEitherSideOfARoundingStepMatch) {
  // Sides at 1000.0004 m and 1000.0006 m become 1000.000 m and 1000.001 m.
  const std::vector<MultiPolygon> shapes{square(0.0004, 0),
                                         square(1000.0006, 0)};
  const auto pairs = find_touching_pairs(shapes);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_NEAR(pairs[0].border, 1000, 0.01);
}

TEST(FindTouchingPairs, AZoneInAHoleTouchesItsSurroundings) {
  MultiPolygon outer = square(0, 0, 3000);
  Ring hole = square(1000, 1000).parts[0].rings[0];
  std::reverse(hole.begin(), hole.end());
  outer.parts[0].rings.push_back(hole);
  const std::vector<MultiPolygon> shapes{outer, square(1000, 1000)};
  EXPECT_EQ(find_touching_pairs(shapes),
            std::vector<TouchingPair>{pair_of(0, 1, 4000)});
}

TEST(FindTouchingPairs, OneZoneOrNoneHasNoNeighbours) {
  EXPECT_TRUE(find_touching_pairs({}).empty());
  EXPECT_TRUE(
      find_touching_pairs(std::vector<MultiPolygon>{square(0, 0)}).empty());
}

}  // namespace
}  // namespace mingle
