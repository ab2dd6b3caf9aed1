// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <gtest/gtest.h>

#include <mingle/geo/distances.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/travel.h>

namespace mingle {
namespace {

/// 0 - 1 - 2, 3 - 4, and 5 alone.
ZoneGraph three_parts() {
  const std::vector<NeighbourGraph::Edge> edges{{ZoneId{0U}, ZoneId{1U}, 2.0},
                                                {ZoneId{2U}, ZoneId{1U}, 3.0},
                                                {ZoneId{3U}, ZoneId{4U}, 1.0}};
  return ZoneGraph{6, edges};
}

TEST(ZoneGraph, FindsComponentsAndIsolatedZones) {
  const ZoneGraph graph = three_parts();
  EXPECT_EQ(graph.zones(), 6U);
  EXPECT_EQ(graph.edges(), 3U);
  EXPECT_EQ(graph.components(), (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 2}));
  EXPECT_EQ(graph.component_count(), 3U);
  EXPECT_EQ(graph.isolated(), std::vector<ZoneId>{ZoneId{5U}});
}

TEST(ZoneGraph, FindsShortestPaths) {
  const auto lengths = three_parts().shortest_paths(ZoneId{0U});
  EXPECT_EQ(lengths[0], 0.0);
  EXPECT_EQ(lengths[2], 5.0);
  EXPECT_EQ(lengths[3], std::numeric_limits<double>::infinity());
}

TEST(ZoneGraph, LooksNoFartherThanTheRange) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<NeighbourGraph::Edge> edges{{ZoneId{0U}, ZoneId{1U}, 2},
                                                {ZoneId{1U}, ZoneId{2U}, 3},
                                                {ZoneId{0U}, ZoneId{2U}, 9},
                                                {ZoneId{2U}, ZoneId{3U}, 1}};
  const ZoneGraph graph{4, edges};
  EXPECT_EQ(graph.shortest_paths(ZoneId{0U}, 5.0),
            (std::vector<double>{0, 2, 5, infinity}));
  EXPECT_EQ(graph.shortest_paths(ZoneId{0U}, 4.0),
            (std::vector<double>{0, 2, infinity, infinity}));
}

TEST(ZoneGraph, OfNothingHasNoComponents) {
  EXPECT_EQ((ZoneGraph{0, {}}.component_count()), 0U);
}

TEST(ZoneGraph, RefusesBadEdges) {
  const auto graph_of = [](std::size_t a, std::size_t b, double weight) {
    const std::vector<NeighbourGraph::Edge> edges{
        {ZoneId{a}, ZoneId{b}, weight}};
    return ZoneGraph{2, edges};
  };
  EXPECT_THROW(graph_of(0, 2, 1), std::invalid_argument);
  EXPECT_THROW(graph_of(1, 1, 1), std::invalid_argument);
  EXPECT_THROW(graph_of(0, 1, -1), std::invalid_argument);
}

TEST(MakeZoneGraph, EdgesAreAsLongAsTheCentroidsAreApart) {
  const std::vector<NeighbourGraph::Edge> edges{{ZoneId{0U}, ZoneId{1U}},
                                                {ZoneId{1U}, ZoneId{2U}}};
  const std::vector<Point> centres{{0, 0}, {3, 4}, {3, 14}};
  const ZoneGraph graph = make_zone_graph(NeighbourGraph{3, edges}, centres);
  EXPECT_EQ(graph.shortest_paths(ZoneId{0U}), (std::vector<double>{0, 5, 15}));
}

/// Points without a pattern, some of them on one spot.
std::vector<Point> scattered(std::size_t count) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    const double n = static_cast<double>(i);
    points.push_back(
        {std::fmod(n * 7919.37, 1000.0), std::fmod(n * n * 104.729, 300.0)});
  }
  points.push_back(points[0]);
  return points;
}

/// All other points by distance, the plain way.
std::vector<std::pair<double, std::uint32_t>> by_distance(
    const std::vector<Point>& points,
    std::uint32_t from) {
  std::vector<std::pair<double, std::uint32_t>> others;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (i != from) others.emplace_back(distance(points[from], points[i]), i);
  }
  std::sort(others.begin(), others.end());
  return others;
}

TEST(NearestNeighbours, AreThoseOfThePlainSearch) {
  const std::vector<Point> points = scattered(200);
  const NeighbourLists lists = nearest_neighbours(points, 7);
  ASSERT_EQ(lists.size(), points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const auto expected = by_distance(points, i);
    const auto found = lists.neighbours(ZoneId{i});
    ASSERT_EQ(found.size(), 7U);
    for (std::size_t k = 0; k < 7; ++k) {
      EXPECT_EQ(found[k], ZoneId{expected[k].second});
      EXPECT_EQ(lists.lengths(ZoneId{i})[k], expected[k].first);
    }
  }
}

TEST(NearestNeighbours, AreFewerWhereThereAreFew) {
  const std::vector<Point> points{{0, 0}, {1, 0}, {5, 0}};
  const NeighbourLists lists = nearest_neighbours(points, 9);
  EXPECT_EQ(lists.neighbours(ZoneId{0U}).size(), 2U);
  EXPECT_EQ(nearest_neighbours({}, 3).size(), 0U);
  EXPECT_EQ(nearest_neighbours(std::vector<Point>{{1, 1}}, 3).offsets.back(),
            0U);
}

TEST(NeighboursWithin, AreThoseOfThePlainSearch) {
  const std::vector<Point> points = scattered(200);
  const NeighbourLists lists = neighbours_within(points, 60);
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const auto found = lists.neighbours(ZoneId{i});
    std::size_t k = 0;
    for (const auto& [metres, other] : by_distance(points, i)) {
      if (metres > 60) break;
      ASSERT_LT(k, found.size());
      EXPECT_EQ(found[k++], ZoneId{other});
    }
    EXPECT_EQ(k, found.size());
  }
}

TEST(DistanceMatrix, HasHalfTheRadiusOnItsDiagonal) {
  ZoneTable zones;
  zones.codes = {"a", "b", "c"};
  zones.eastings = {0, 3, 100};
  zones.northings = {0, 4, 0};
  zones.areas = {std::numbers::pi, 4 * std::numbers::pi, 1};
  AuthorityTable authorities;
  authorities.codes = {"X", "Y"};
  authorities.zones = {{ZoneId{0U}, ZoneId{1U}}, {ZoneId{2U}}};
  const auto matrices = authority_distances(zones, authorities);
  ASSERT_EQ(matrices.size(), 2U);
  EXPECT_DOUBLE_EQ(matrices[0].at(0, 0), 0.5);
  EXPECT_DOUBLE_EQ(matrices[0].at(1, 1), 1.0);
  EXPECT_DOUBLE_EQ(matrices[0].at(0, 1), 5.0);
  EXPECT_DOUBLE_EQ(matrices[0].at(1, 0), 5.0);
  EXPECT_EQ(matrices[1].metres.size(), 1U);
}

}  // namespace
}  // namespace mingle
