// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "segment_grid.h"
#include "segments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

/// A vertex rounded to whole millimetres, as one number. Unique within
/// 2,147 km of the origin of the grid.
using VertexKey = std::uint64_t;

constexpr double millimetres = 1000;

VertexKey make_key(Point point) {
  const auto half = [](double metres) {
    const long long rounded = std::llround(metres * millimetres);
    return static_cast<std::uint32_t>(rounded) ^ 0x80000000U;
  };
  return (static_cast<std::uint64_t>(half(point.x)) << 32) | half(point.y);
}

Point point_of(VertexKey key) {
  const auto metres = [](std::uint64_t half) {
    return static_cast<double>(static_cast<std::int32_t>(
               static_cast<std::uint32_t>(half) ^ 0x80000000U)) /
           millimetres;
  };
  return {metres(key >> 32), metres(key & 0xFFFFFFFFU)};
}

/// A line of a boundary between two vertices, whatever its direction.
struct Edge {
  VertexKey low;
  VertexKey high;
  std::uint32_t zone;
  auto operator<=>(const Edge&) const = default;
};

struct ZoneVertex {
  VertexKey vertex;
  std::uint32_t zone;
  auto operator<=>(const ZoneVertex&) const = default;
};

/// One finding: these zones touch, along `border` metres.
struct Touch {
  std::uint32_t first;
  std::uint32_t second;
  double border;
  auto operator<=>(const Touch&) const = default;
};

Touch make_touch(std::uint32_t a, std::uint32_t b, double border) {
  return {std::min(a, b), std::max(a, b), border};
}

double edge_length(const Edge& edge) {
  return distance(point_of(edge.low), point_of(edge.high));
}

void add_ring(const Ring& ring, std::uint32_t zone, std::vector<Edge>& edges) {
  if (ring.empty()) return;
  VertexKey last = make_key(ring.back());
  for (const Point& point : ring) {
    const VertexKey key = make_key(point);
    if (key != last) {
      edges.push_back({std::min(last, key), std::max(last, key), zone});
    }
    last = key;
  }
}

/// Every edge of every zone once, sorted.
std::vector<Edge> sorted_edges(std::span<const MultiPolygon> shapes) {
  std::vector<Edge> edges;
  for (std::uint32_t zone = 0; zone < shapes.size(); ++zone) {
    for (const Polygon& part : shapes[zone].parts) {
      for (const Ring& ring : part.rings) add_ring(ring, zone, edges);
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

/// Pairs of zones that have a vertex in common.
void match_vertices(const std::vector<Edge>& edges,
                    std::vector<Touch>& touches) {
  std::vector<ZoneVertex> vertices;
  vertices.reserve(edges.size() * 2);
  for (const Edge& edge : edges) {
    vertices.push_back({edge.low, edge.zone});
    vertices.push_back({edge.high, edge.zone});
  }
  std::sort(vertices.begin(), vertices.end());
  vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    for (std::size_t j = i + 1;
         j < vertices.size() && vertices[j].vertex == vertices[i].vertex;
         ++j) {
      touches.push_back({vertices[i].zone, vertices[j].zone, 0});
    }
  }
}

/// Pairs of zones that have an edge in common; returns the other edges.
std::vector<BoundaryLine> match_edges(const std::vector<Edge>& edges,
                                      std::vector<Touch>& touches) {
  std::vector<BoundaryLine> alone;
  const auto same_place = [&](std::size_t a, std::size_t b) {
    return edges[a].low == edges[b].low && edges[a].high == edges[b].high;
  };
  for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
    while (end < edges.size() && same_place(begin, end)) ++end;
    if (end == begin + 1) {
      const Edge& edge = edges[begin];
      alone.push_back({{point_of(edge.low), point_of(edge.high)}, edge.zone});
    }
    for (std::size_t a = begin; a < end; ++a) {
      for (std::size_t b = a + 1; b < end; ++b) {
        touches.push_back(
            {edges[a].zone, edges[b].zone, edge_length(edges[a])});
      }
    }
  }
  return alone;
}

/// Edges without a twin: the coast, and lines whose vertices differ on the two
/// sides. They are compared by position.
void match_lines(const std::vector<BoundaryLine>& lines,
                 double tolerance,
                 std::vector<Touch>& touches) {
  for (const auto& [a, b] : nearby_lines(lines, tolerance)) {
    const Meeting meeting = meet(lines[a].segment, lines[b].segment, tolerance);
    if (meeting.touch) {
      touches.push_back(
          make_touch(lines[a].zone, lines[b].zone, meeting.overlap));
    }
  }
}

/// One entry for each pair. The findings are sorted first: the sum must not
/// depend on the order of features in a file.
std::vector<TouchingPair> sum_up(std::vector<Touch> touches) {
  std::sort(touches.begin(), touches.end());
  std::vector<TouchingPair> pairs;
  for (const Touch& touch : touches) {
    const ZoneId first{touch.first};
    const ZoneId second{touch.second};
    if (pairs.empty() || pairs.back().first != first ||
        pairs.back().second != second) {
      pairs.push_back({first, second, 0});
    }
    pairs.back().border += touch.border;
  }
  return pairs;
}

enum class Contiguity { queen, rook };

NeighbourGraph make_graph(std::size_t zones,
                          std::span<const TouchingPair> pairs,
                          Contiguity contiguity) {
  std::vector<NeighbourGraph::Edge> edges;
  for (const TouchingPair& pair : pairs) {
    if (contiguity == Contiguity::rook && !(pair.border > 0)) continue;
    edges.push_back({pair.first, pair.second, pair.border});
  }
  return NeighbourGraph{zones, edges};
}

}  // namespace

std::vector<TouchingPair> find_touching_pairs(
    std::span<const MultiPolygon> shapes,
    const AdjacencyOptions& options) {
  const std::vector<Edge> edges = sorted_edges(shapes);
  std::vector<Touch> touches;
  match_vertices(edges, touches);
  const std::vector<BoundaryLine> alone = match_edges(edges, touches);
  match_lines(alone, options.tolerance, touches);
  return sum_up(std::move(touches));
}

NeighbourGraph queen_graph(std::size_t zones,
                           std::span<const TouchingPair> pairs) {
  return make_graph(zones, pairs, Contiguity::queen);
}

NeighbourGraph rook_graph(std::size_t zones,
                          std::span<const TouchingPair> pairs) {
  return make_graph(zones, pairs, Contiguity::rook);
}

}  // namespace mingle
