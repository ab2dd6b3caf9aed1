// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/network.h>

namespace mingle::contact {
namespace {

/// Who has met whom, each pair both ways.
using Graph = boost::compressed_sparse_row_graph<boost::directedS,
                                                 boost::no_property,
                                                 boost::no_property,
                                                 boost::no_property,
                                                 std::uint32_t,
                                                 std::uint32_t>;
using Edge = std::pair<std::uint32_t, std::uint32_t>;

Graph acquaintances_of(const ContactNetwork& network) {
  std::vector<Edge> edges;
  edges.reserve(network.targets.size());
  std::vector<std::uint32_t> met;
  for (std::uint32_t row = 0; row < network.size(); ++row) {
    const auto targets = network.of(row);
    met.assign(targets.begin(), targets.end());
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (const std::uint32_t other : met) edges.emplace_back(row, other);
  }
  return Graph{boost::edges_are_sorted,
               edges.begin(),
               edges.end(),
               static_cast<std::uint32_t>(network.size())};
}

/// Every edge goes both ways, so that strong components are the components.
void measure_components(const Graph& graph, NetworkMeasures& out) {
  const std::size_t people = boost::num_vertices(graph);
  std::vector<std::uint32_t> labels(people);
  const auto index = boost::get(boost::vertex_index, graph);
  const std::uint32_t count = boost::strong_components(
      graph, boost::make_iterator_property_map(labels.begin(), index));
  std::vector<std::uint32_t> sizes(count);
  for (const std::uint32_t label : labels) ++sizes[label];
  out.components = count;
  out.largest_component =
      static_cast<double>(*std::max_element(sizes.begin(), sizes.end())) /
      static_cast<double>(people);
}

/// Of people spread evenly over the rows.
double clustering_of(const Graph& graph) {
  const std::size_t people = boost::num_vertices(graph);
  const std::size_t count = std::min(people, most_clustered);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += boost::clustering_coefficient<double>(
        graph, static_cast<std::uint32_t>(i * people / count));
  }
  return sum / static_cast<double>(count);
}

}  // namespace

NetworkMeasures measure_network(const ContactNetwork& network) {
  NetworkMeasures out;
  out.people = static_cast<double>(network.size());
  if (network.size() == 0) return out;
  std::array<double, max_broad> members{};
  for (const std::uint8_t group : network.groups) members[group] += 1;
  for (std::size_t k = 0; k < setting_count; ++k) {
    const GroupMatrix met = network.contacts(static_cast<Setting>(k));
    for (std::size_t i = 0; i < met.size(); ++i) out.contacts[i] += met[i];
  }
  out.assortativity = assortativity_of(out.contacts);
  for (std::size_t i = 0; i < out.contacts.size(); ++i) {
    const double own = members[i / max_broad];
    out.contacts[i] = own > 0 ? out.contacts[i] / own : 0.0;
  }
  out.mean_degree =
      static_cast<double>(network.targets.size()) / network.days / out.people;
  const Graph graph = acquaintances_of(network);
  out.acquaintances = static_cast<double>(boost::num_edges(graph)) / out.people;
  measure_components(graph, out);
  out.clustering = clustering_of(graph);
  return out;
}

}  // namespace mingle::contact
