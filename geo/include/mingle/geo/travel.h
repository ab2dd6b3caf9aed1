// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include <mingle/engine/id.h>
#include <mingle/engine/neighbours.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// The graph of zones one can step between; answers questions about reach.
class ZoneGraph {
 public:
  /// Edge weights are lengths in metres, >= 0.
  /// @throws std::invalid_argument for an id out of range, a loop or a
  ///         negative weight.
  ZoneGraph(std::size_t zones, std::span<const NeighbourGraph::Edge> edges);
  ~ZoneGraph();
  ZoneGraph(ZoneGraph&&) noexcept;
  ZoneGraph& operator=(ZoneGraph&&) noexcept;

  std::size_t zones() const;
  std::size_t edges() const;
  /// Number of the connected component of each zone, counted from 0 in the
  /// order of each component's first zone.
  std::vector<std::uint32_t> components() const;
  std::size_t component_count() const;
  /// Zones without any edge, ascending.
  std::vector<ZoneId> isolated() const;
  /// Length of the shortest path from `start` to every zone, metres; infinity
  /// where there is none, or none up to `range`. The search ends at `range`.
  std::vector<double> shortest_paths(
      ZoneId start,
      double range = std::numeric_limits<double>::infinity()) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

/// The zone graph of a contiguity graph, edges as long as the distance between
/// the centroids of their zones.
ZoneGraph make_zone_graph(const NeighbourGraph& contiguity,
                          std::span<const Point> centroids);

}  // namespace mingle
