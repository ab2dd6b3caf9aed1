// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// An undirected zone graph in compressed rows, fixed after construction.
/// Weights are whatever the maker says (shared border in metres, distance in
/// metres, or 1).
class NeighbourGraph {
 public:
  struct Edge {
    ZoneId a;
    ZoneId b;
    double weight = 1.0;
  };

  NeighbourGraph() = default;
  /// Each unordered pair once, a != b. Edges may come in any order; rows come
  /// out sorted by neighbour.
  /// @throws std::invalid_argument on a repeated pair, a loop, or an id out of
  ///         range.
  NeighbourGraph(std::size_t zones, std::span<const Edge> edges);

  std::size_t zones() const {
    return offsets_.empty() ? 0 : offsets_.size() - 1;
  }
  /// Number of unordered pairs.
  std::size_t edges() const { return targets_.size() / 2; }

  std::span<const ZoneId> neighbours(ZoneId zone) const {
    return {targets_.data() + offsets_[zone.index()],
            offsets_[zone.index() + 1] - offsets_[zone.index()]};
  }
  std::span<const double> weights(ZoneId zone) const {
    return {weights_.data() + offsets_[zone.index()],
            offsets_[zone.index() + 1] - offsets_[zone.index()]};
  }

 private:
  std::vector<std::size_t> offsets_;
  std::vector<ZoneId> targets_;
  std::vector<double> weights_;
};

}  // namespace mingle
