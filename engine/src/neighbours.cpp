// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <mingle/engine/neighbours.h>

namespace mingle {
namespace {

void check_edges(std::size_t zones,
                 std::span<const NeighbourGraph::Edge> edges) {
  for (const NeighbourGraph::Edge& edge : edges) {
    if (edge.a == edge.b) {
      throw std::invalid_argument{"a zone cannot neighbour itself"};
    }
    if (edge.a.index() >= zones || edge.b.index() >= zones) {
      throw std::invalid_argument{"a neighbour is not in the zone table"};
    }
  }
}

}  // namespace

NeighbourGraph::NeighbourGraph(std::size_t zones, std::span<const Edge> edges)
    : offsets_(zones + 1),
      targets_(edges.size() * 2),
      weights_(edges.size() * 2) {
  check_edges(zones, edges);
  for (const Edge& edge : edges) {
    ++offsets_[edge.a.index() + 1];
    ++offsets_[edge.b.index() + 1];
  }
  std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());

  std::vector<Edge> directed;
  directed.reserve(edges.size() * 2);
  for (const Edge& edge : edges) {
    directed.push_back(edge);
    directed.push_back({edge.b, edge.a, edge.weight});
  }
  std::sort(directed.begin(), directed.end(), [](const Edge& l, const Edge& r) {
    return l.a != r.a ? l.a < r.a : l.b < r.b;
  });
  for (std::size_t i = 0; i < directed.size(); ++i) {
    if (i > 0 && directed[i].a == directed[i - 1].a &&
        directed[i].b == directed[i - 1].b) {
      throw std::invalid_argument{"a pair of neighbours is listed twice"};
    }
    targets_[i] = directed[i].b;
    weights_[i] = directed[i].weight;
  }
}

}  // namespace mingle
