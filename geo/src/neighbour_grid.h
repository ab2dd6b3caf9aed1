// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Another point and how far it is.
struct NearPoint {
  double metres;
  std::uint32_t point;
  auto operator<=>(const NearPoint&) const = default;
};

/// Points sorted into square cells, to find those near one of them.
class NeighbourGrid {
 public:
  explicit NeighbourGrid(std::span<const Point> points);

  /// Nearest first, ties by number.
  std::vector<NearPoint> nearest(std::uint32_t to, std::size_t k) const;
  std::vector<NearPoint> within(std::uint32_t of, double radius) const;

 private:
  std::size_t column_of(double x) const;
  std::size_t row_of(double y) const;

  std::span<const Point> points_;
  Point origin_;
  double cell_ = 1;  ///< side of a cell, metres
  std::size_t columns_ = 1;
  std::size_t rows_ = 1;
  std::vector<std::uint32_t> starts_;   ///< of each cell in members_
  std::vector<std::uint32_t> members_;  ///< point numbers by cell
};

}  // namespace mingle
