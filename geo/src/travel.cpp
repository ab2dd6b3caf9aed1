// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include <mingle/geo/geometry.h>
#include <mingle/geo/travel.h>

namespace mingle {

struct ZoneGraph::Graph {
  using Lists =
      boost::adjacency_list<boost::vecS,
                            boost::vecS,
                            boost::undirectedS,
                            boost::no_property,
                            boost::property<boost::edge_weight_t, double>>;
  Lists lists;
};

ZoneGraph::ZoneGraph(std::size_t zones,
                     std::span<const NeighbourGraph::Edge> edges)
    : graph_{std::make_unique<Graph>()} {
  graph_->lists = Graph::Lists{zones};
  for (const auto& [a, b, weight] : edges) {
    if (a.index() >= zones || b.index() >= zones || a == b || !(weight >= 0)) {
      throw std::invalid_argument{"zone graph: bad edge"};
    }
    boost::add_edge(a.index(), b.index(), weight, graph_->lists);
  }
}

ZoneGraph::~ZoneGraph() = default;
ZoneGraph::ZoneGraph(ZoneGraph&&) noexcept = default;
ZoneGraph& ZoneGraph::operator=(ZoneGraph&&) noexcept = default;

std::size_t ZoneGraph::zones() const {
  return boost::num_vertices(graph_->lists);
}

std::size_t ZoneGraph::edges() const {
  return boost::num_edges(graph_->lists);
}

std::vector<std::uint32_t> ZoneGraph::components() const {
  std::vector<std::uint32_t> labels(zones());
  if (!labels.empty()) {
    boost::connected_components(graph_->lists, labels.data());
  }
  return labels;
}

std::size_t ZoneGraph::component_count() const {
  const std::vector<std::uint32_t> labels = components();
  return labels.empty() ? 0
                        : *std::max_element(labels.begin(), labels.end()) + 1;
}

std::vector<ZoneId> ZoneGraph::isolated() const {
  std::vector<ZoneId> alone;
  for (std::size_t i = 0; i < zones(); ++i) {
    if (boost::degree(i, graph_->lists) == 0) alone.emplace_back(i);
  }
  return alone;
}

namespace {

/// Thrown by WithinRange, caught in shortest_paths().
struct OutOfRange {};

/// Ends Dijkstra's search at the first zone farther than `range`.
struct WithinRange : boost::dijkstra_visitor<> {
  WithinRange(const std::vector<double>& so_far, double limit)
      : lengths{&so_far}, range{limit} {}

  template <class Vertex, class Lists>
  void examine_vertex(Vertex zone, const Lists& /*lists*/) const {
    if ((*lengths)[zone] > range) throw OutOfRange{};
  }

  const std::vector<double>* lengths;
  double range;
};

}  // namespace

std::vector<double> ZoneGraph::shortest_paths(ZoneId start,
                                              double range) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> lengths(zones());
  try {
    boost::dijkstra_shortest_paths(graph_->lists,
                                   start.index(),
                                   boost::distance_map(lengths.data())
                                       .distance_inf(infinity)
                                       .visitor(WithinRange{lengths, range}));
  } catch (const OutOfRange&) {
    // What lies beyond may have a length that is not the shortest.
    for (double& length : lengths) {
      if (length > range) length = infinity;
    }
  }
  return lengths;
}

ZoneGraph make_zone_graph(const NeighbourGraph& contiguity,
                          std::span<const Point> centroids) {
  std::vector<NeighbourGraph::Edge> edges;
  for (std::size_t i = 0; i < contiguity.zones(); ++i) {
    const ZoneId zone{i};
    for (const ZoneId other : contiguity.neighbours(zone)) {
      if (other < zone) continue;
      edges.push_back(
          {zone, other, distance(centroids[i], centroids[other.index()])});
    }
  }
  return ZoneGraph{contiguity.zones(), edges};
}

}  // namespace mingle
