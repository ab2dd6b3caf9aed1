// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <gtest/gtest.h>

#include <mingle/engine/neighbours.h>

namespace mingle {
namespace {

ZoneId zone(std::uint32_t index) {
  return ZoneId{index};
}

TEST(NeighbourGraph, ListsBothDirectionsSorted) {
  const std::vector<NeighbourGraph::Edge> edges{{zone(2), zone(0), 5.0},
                                                {zone(0), zone(1), 7.0}};
  const NeighbourGraph graph{4, edges};
  EXPECT_EQ(graph.zones(), 4U);
  EXPECT_EQ(graph.edges(), 2U);
  ASSERT_EQ(graph.neighbours(zone(0)).size(), 2U);
  EXPECT_EQ(graph.neighbours(zone(0))[0], zone(1));
  EXPECT_EQ(graph.weights(zone(0))[1], 5.0);
  EXPECT_EQ(graph.neighbours(zone(2))[0], zone(0));
  EXPECT_TRUE(graph.neighbours(zone(3)).empty());
}

TEST(NeighbourGraph, RefusesWhatIsNoGraph) {
  using Edges = std::vector<NeighbourGraph::Edge>;
  EXPECT_THROW(NeighbourGraph(2, Edges{{zone(0), zone(0)}}),
               std::invalid_argument);
  EXPECT_THROW(NeighbourGraph(2, Edges{{zone(0), zone(2)}}),
               std::invalid_argument);
  EXPECT_THROW(NeighbourGraph(2, Edges{{zone(0), zone(1)}, {zone(1), zone(0)}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace mingle
