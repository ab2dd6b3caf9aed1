// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace mingle {

/// Two zones that touch, each pair once.
struct Contact {
  std::size_t a = 0;
  std::size_t b = 0;
  double border = 0;  ///< length of the shared line, metres; 0 = a point
};

/// Shortest-path length from a zone to every zone, metres, infinity where
/// there is no path.
using NetworkDistances =
    std::function<std::vector<double>(std::size_t zone, double range)>;

/// What spatial indices need to know of the zones: projected centroids
/// (metres), areas (square metres), perimeters (metres), and which zones
/// touch. Columns have one entry a zone.
struct IndexGeometry {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> areas;
  std::vector<double> perimeters;
  std::vector<Contact> contacts;
  NetworkDistances network;  ///< may be empty

  std::size_t zones() const { return x.size(); }
  /// The zones listed, with the contacts and paths among them.
  IndexGeometry subset(std::span<const std::size_t> chosen) const;
};

/// Weights between zones in compressed rows, without the zone itself.
struct ZoneWeights {
  std::vector<std::size_t> offsets;
  std::vector<std::size_t> targets;
  std::vector<double> weights;

  std::size_t zones() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};

enum class Contiguity { rook, queen };

/// 1 for zones that share a line (rook) or at least a point (queen).
ZoneWeights contiguity_weights(const IndexGeometry& geometry, Contiguity kind);
/// Length of the shared border, metres.
ZoneWeights border_weights(const IndexGeometry& geometry);
/// 1 for the k nearest others; all that are equally far as the k-th within a
/// micrometre, so that the order of zones does not matter.
ZoneWeights nearest_weights(const IndexGeometry& geometry, std::size_t k);
/// 1 for others no farther than `metres`.
ZoneWeights distance_weights(const IndexGeometry& geometry, double metres);
/// Each row divided by its sum.
void row_standardise(ZoneWeights& weights);

}  // namespace mingle
