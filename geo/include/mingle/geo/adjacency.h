// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/id.h>
#include <mingle/engine/neighbours.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Two zones that touch, first < second.
struct TouchingPair {
  ZoneId first;
  ZoneId second;
  double border = 0;  ///< length of the shared line, metres; 0 = only points
  bool operator==(const TouchingPair&) const = default;
};

struct AdjacencyOptions {
  /// Zones closer than this touch; shorter shared lines count as points.
  /// Metres.
  double tolerance = 0.01;
};

/// Every pair of zones that touch, sorted by (first, second). Vertices are
/// compared after rounding to 1 mm; where a vertex of one zone lies within
/// another's edge the edges are matched by position, within the tolerance.
/// O(vertices log vertices). Independent of the order of parts and rings.
std::vector<TouchingPair> find_touching_pairs(
    std::span<const MultiPolygon> shapes,
    const AdjacencyOptions& options = {});

/// Zones that share at least a point. Weights: shared border in metres.
NeighbourGraph queen_graph(std::size_t zones,
                           std::span<const TouchingPair> pairs);

/// Zones that share a line. Weights: shared border in metres.
NeighbourGraph rook_graph(std::size_t zones,
                          std::span<const TouchingPair> pairs);

}  // namespace mingle
