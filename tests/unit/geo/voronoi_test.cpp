// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/voronoi.h>

namespace mingle {
namespace {

MultiPolygon square(double side) {
  return {{Polygon{{{{0, 0}, {side, 0}, {side, side}, {0, side}}}}}};
}

std::string problem_with(const MultiPolygon& outline,
                         const std::vector<Point>& seeds) {
  try {
    voronoi_zones(outline, seeds);
  } catch (const DataError& error) {
    EXPECT_FALSE(error.hint().empty());
    return error.problem();
  }
  return "";
}

TEST(VoronoiZones, OneSeedTakesTheOutline) {
  const std::vector<Point> seeds{{1, 1}};
  const auto zones = voronoi_zones(square(10), seeds);
  ASSERT_EQ(zones.size(), 1U);
  EXPECT_DOUBLE_EQ(area(zones[0]), 100.0);
}

TEST(VoronoiZones, TwoSeedsMeetHalfWay) {
  const std::vector<Point> seeds{{2, 5}, {6, 5}};
  const auto zones = voronoi_zones(square(10), seeds);
  EXPECT_DOUBLE_EQ(area(zones[0]), 40.0);
  EXPECT_DOUBLE_EQ(area(zones[1]), 60.0);
}

TEST(VoronoiZones, FourQuartersTouchAllRound) {
  const std::vector<Point> seeds{{2, 2}, {8, 2}, {2, 8}, {8, 8}};
  const auto zones = voronoi_zones(square(10), seeds);
  for (const MultiPolygon& zone : zones) EXPECT_DOUBLE_EQ(area(zone), 25.0);
  EXPECT_EQ(find_touching_pairs(zones).size(), 6U);
}

TEST(VoronoiZones, AHoleBelongsToNobody) {
  MultiPolygon outline = square(10);
  outline.parts[0].rings.push_back({{4, 4}, {4, 6}, {6, 6}, {6, 4}});
  const std::vector<Point> seeds{{1, 5}, {9, 5}};
  const auto zones = voronoi_zones(outline, seeds);
  EXPECT_DOUBLE_EQ(area(zones[0]) + area(zones[1]), 96.0);
}

/// A U: the ground nearest to the first seed lies in both arms.
TEST(VoronoiZones, AZoneMayHaveTwoParts) {
  const MultiPolygon outline{{Polygon{{{{0, 0},
                                        {10, 0},
                                        {10, 10},
                                        {6, 10},
                                        {6, 2},
                                        {4, 2},
                                        {4, 10},
                                        {0, 10}}}}}};
  const std::vector<Point> seeds{{3.9, 9}, {5, 0.5}};
  const auto zones = voronoi_zones(outline, seeds);
  EXPECT_EQ(zones[0].parts.size(), 2U);
  EXPECT_NEAR(area(zones[0]) + area(zones[1]), area(outline), 0.1);
}

TEST(VoronoiZones, RefusesWhatCannotBeDivided) {
  const std::vector<Point> seeds{{1, 1}, {2, 2}};
  EXPECT_EQ(problem_with(MultiPolygon{}, seeds), "the outline is empty");
  EXPECT_EQ(problem_with(square(10), {}), "there are no seeds");
  EXPECT_EQ(problem_with(square(10), {{1, 1}, {1.001, 1}}),
            "two seeds lie at the same place");
  EXPECT_EQ(problem_with(square(10), {{1, 1}, {2, 2}, {30, 30}}),
            "seed 2 gets no part of the outline");
  const MultiPolygon bow{{Polygon{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}}}};
  EXPECT_EQ(problem_with(bow, seeds), "the outline is not a valid polygon");
}

}  // namespace
}  // namespace mingle
