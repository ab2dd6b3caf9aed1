// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "segment_grid.h"
#include "segments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

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

/// The boundaries of all zones.
struct Boundaries {
  std::vector<Edge> edges;
  std::vector<ZoneVertex> vertices;
};

double edge_length(const Edge& edge) {
  return distance(point_of(edge.low), point_of(edge.high));
}

void add_ring(const Ring& ring, std::uint32_t zone, Boundaries& boundaries) {
  if (ring.empty()) return;
  VertexKey last = make_key(ring.back());
  for (const Point& point : ring) {
    const VertexKey key = make_key(point);
    if (key == last) continue;
    boundaries.vertices.push_back({key, zone});
    boundaries.edges.push_back(
        {std::min(last, key), std::max(last, key), zone});
    last = key;
  }
}

std::uint64_t key_of(const Edge& edge) {
  return edge.low;
}
std::uint64_t key_of(const ZoneVertex& vertex) {
  return vertex.vertex;
}

/// Brings equal items together and leaves each once, in an order that depends
/// on the items only. Sorting small buckets in the cache takes half the time
/// of sorting all.
template <class Item>
void sort_unique(std::vector<Item>& items) {
  constexpr std::size_t bits = 12;
  const auto bucket_of = [](const Item& item) {
    // Fibonacci hashing: neighbouring keys go to different buckets.
    return (key_of(item) * 0x9E3779B97F4A7C15U) >> (64 - bits);
  };
  std::vector<std::size_t> ends((std::size_t{1} << bits) + 1);
  for (const Item& item : items) ++ends[bucket_of(item) + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<Item> placed(items.size());
  for (const Item& item : items) placed[ends[bucket_of(item)]++] = item;
  auto begin = placed.begin();
  for (const std::size_t end : ends) {
    const auto stop = placed.begin() + static_cast<std::ptrdiff_t>(end);
    std::sort(begin, stop);
    begin = stop;
  }
  placed.erase(std::unique(placed.begin(), placed.end()), placed.end());
  items = std::move(placed);
}

Boundaries collect(std::span<const MultiPolygon> shapes) {
  Boundaries boundaries;
  for (std::uint32_t zone = 0; zone < shapes.size(); ++zone) {
    for (const Polygon& part : shapes[zone].parts) {
      for (const Ring& ring : part.rings) add_ring(ring, zone, boundaries);
    }
  }
  sort_unique(boundaries.edges);
  sort_unique(boundaries.vertices);
  return boundaries;
}

/// What is found of each pair of zones. Lengths are added in the order in
/// which edges were sorted, not in that of the file.
class Findings {
 public:
  void add(std::uint32_t a, std::uint32_t b, double border) {
    borders_[pack(a, b)] += border;
  }
  std::vector<TouchingPair> sorted() const {
    std::vector<TouchingPair> pairs;
    pairs.reserve(borders_.size());
    for (const auto& [zones, border] : borders_) {
      pairs.push_back({ZoneId{static_cast<std::uint32_t>(zones >> 32)},
                       ZoneId{static_cast<std::uint32_t>(zones)},
                       border});
    }
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
      return std::pair{a.first, a.second} < std::pair{b.first, b.second};
    });
    return pairs;
  }

 private:
  static std::uint64_t pack(std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
  }
  std::unordered_map<std::uint64_t, double> borders_;
};

/// Pairs of zones that have a vertex in common.
void match_vertices(const std::vector<ZoneVertex>& vertices,
                    Findings& findings) {
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    for (std::size_t j = i + 1;
         j < vertices.size() && vertices[j].vertex == vertices[i].vertex;
         ++j) {
      findings.add(vertices[i].zone, vertices[j].zone, 0);
    }
  }
}

/// Pairs of zones that have an edge in common; returns the other edges.
std::vector<BoundaryLine> match_edges(const std::vector<Edge>& edges,
                                      Findings& findings) {
  std::vector<BoundaryLine> alone;
  const auto same_place = [&](std::size_t a, std::size_t b) {
    return edges[a].low == edges[b].low && edges[a].high == edges[b].high;
  };
  for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
    while (end < edges.size() && same_place(begin, end)) ++end;
    const Edge& edge = edges[begin];
    if (end == begin + 1) {
      alone.push_back({{point_of(edge.low), point_of(edge.high)}, edge.zone});
    }
    for (std::size_t a = begin; a < end; ++a) {
      for (std::size_t b = a + 1; b < end; ++b) {
        findings.add(edges[a].zone, edges[b].zone, edge_length(edge));
      }
    }
  }
  return alone;
}

/// Edges without a twin: the coast, and lines whose vertices differ on the two
/// sides. They are compared by position.
void match_lines(const std::vector<BoundaryLine>& lines,
                 double tolerance,
                 Findings& findings) {
  for (const auto& [a, b] : nearby_lines(lines, tolerance)) {
    const Meeting meeting = meet(lines[a].segment, lines[b].segment, tolerance);
    if (meeting.touch) {
      findings.add(lines[a].zone, lines[b].zone, meeting.overlap);
    }
  }
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
  const Boundaries boundaries = collect(shapes);
  Findings findings;
  match_vertices(boundaries.vertices, findings);
  const std::vector<BoundaryLine> alone =
      match_edges(boundaries.edges, findings);
  match_lines(alone, options.tolerance, findings);
  return findings.sorted();
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
