// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "point_grid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/parallel.h>

namespace mingle {

/// Zones per block of work; fixed, so that results do not depend on threads.
inline constexpr std::size_t near_block = 64;

/// Sums a zones x columns table over the surroundings of every zone:
/// `into[c] = self(i) v_ic + sum_{j != i} weight(d_ij^2) v_jc`, for the pairs
/// no farther than `range` apart, then calls `use(block, i, into)`. The pairs
/// of a zone are visited in a fixed order and nothing of size n^2 is kept.
template <std::size_t Columns, class Weight, class Self, class Use>
class NearRows {
 public:
  NearRows(const IndexGeometry& geometry,
           std::span<const double> table,
           std::size_t columns,
           double range,
           const Weight& weight,
           const Self& self,
           const Use& use)
      : grid_{geometry.x, geometry.y, std::max(range / 4, 1e-9)},
        columns_{columns},
        range_{range},
        range_squared_{range * range},
        weight_{weight},
        self_{self},
        use_{use},
        table_(table.size()) {
    for (std::size_t place = 0; place < grid_.size(); ++place) {
      const double* from = table.data() + grid_.original(place) * columns;
      std::copy_n(from, columns, table_.data() + place * columns);
    }
  }

  void run() const {
    parallel_for_blocks(
        grid_.size(),
        near_block,
        [&](std::size_t block, std::size_t begin, std::size_t end) {
          std::vector<double> into(width());
          for (std::size_t place = begin; place < end; ++place) {
            sum_around(place, into.data());
            use_(block, grid_.original(place), into.data());
          }
        });
  }

 private:
  /// A width known to the compiler where it is small, else as given.
  std::size_t width() const { return Columns > 0 ? Columns : columns_; }

  void sum_around(std::size_t place, double* into) const {
    const double own = self_(grid_.original(place));
    const double* row = table_.data() + place * width();
    for (std::size_t c = 0; c < width(); ++c) into[c] = own * row[c];
    grid_.ranges_near(grid_.x(place),
                      grid_.y(place),
                      range_,
                      [&](std::size_t begin, std::size_t end) {
                        add_range(place, begin, std::min(end, place), into);
                        add_range(place, std::max(begin, place + 1), end, into);
                      });
  }

  void add_range(std::size_t place,
                 std::size_t begin,
                 std::size_t end,
                 double* into) const {
    const double x = grid_.x(place);
    const double y = grid_.y(place);
    for (std::size_t other = begin; other < end; ++other) {
      const double dx = grid_.x(other) - x;
      const double dy = grid_.y(other) - y;
      const double squared = dx * dx + dy * dy;
      if (squared > range_squared_) continue;
      const double weight = weight_(squared);
      const double* row = table_.data() + other * width();
      for (std::size_t c = 0; c < width(); ++c) into[c] += weight * row[c];
    }
  }

  PointGrid grid_;
  std::size_t columns_;
  double range_;
  double range_squared_;
  const Weight& weight_;
  const Self& self_;
  const Use& use_;
  std::vector<double> table_;
};

template <std::size_t Columns, class Weight, class Self, class Use>
void for_near_rows(const IndexGeometry& geometry,
                   std::span<const double> table,
                   std::size_t columns,
                   double range,
                   const Weight& weight,
                   const Self& self,
                   const Use& use) {
  NearRows<Columns, Weight, Self, Use>{
      geometry, table, columns, range, weight, self, use}
      .run();
}

/// The same over weights that are given one by one.
template <class Self, class Use>
void for_weighted_rows(const ZoneWeights& weights,
                       std::span<const double> table,
                       std::size_t columns,
                       const Self& self,
                       const Use& use) {
  parallel_for_blocks(
      weights.zones(),
      near_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        std::vector<double> into(columns);
        for (std::size_t i = begin; i < end; ++i) {
          const double own = self(i);
          const double* row = table.data() + i * columns;
          for (std::size_t c = 0; c < columns; ++c) into[c] = own * row[c];
          for (std::size_t k = weights.offsets[i]; k < weights.offsets[i + 1];
               ++k) {
            const double* other = table.data() + weights.targets[k] * columns;
            for (std::size_t c = 0; c < columns; ++c) {
              into[c] += weights.weights[k] * other[c];
            }
          }
          use(block, i, into.data());
        }
      });
}

/// The same over shortest paths; `weight(metres)` of each zone in reach.
template <class Weight, class Self, class Use>
void for_network_rows(const IndexGeometry& geometry,
                      std::span<const double> table,
                      std::size_t columns,
                      double range,
                      const Weight& weight,
                      const Self& self,
                      const Use& use) {
  const auto add_up = [&](std::size_t i, std::vector<double>& into) {
    const std::vector<double> metres = geometry.network(i, range);
    const double own = self(i);
    for (std::size_t c = 0; c < columns; ++c) {
      into[c] = own * table[i * columns + c];
    }
    for (std::size_t j = 0; j < metres.size(); ++j) {
      if (j == i || !(metres[j] <= range) || std::isinf(metres[j])) continue;
      const double value = weight(metres[j] * metres[j]);
      for (std::size_t c = 0; c < columns; ++c) {
        into[c] += value * table[j * columns + c];
      }
    }
  };
  parallel_for_blocks(
      geometry.zones(),
      near_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        std::vector<double> into(columns);
        for (std::size_t i = begin; i < end; ++i) {
          add_up(i, into);
          use(block, i, into.data());
        }
      });
}

}  // namespace mingle
