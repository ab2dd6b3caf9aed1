// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mingle {

/// Points sorted into square cells, row by row, so that the points of
/// neighbouring cells of a row are adjacent in memory.
class PointGrid {
 public:
  /// @param cell  wished width of a cell, metres, > 0; it is widened where
  ///              there would be many more cells than points
  PointGrid(std::span<const double> x, std::span<const double> y, double cell);

  std::size_t size() const { return order_.size(); }
  /// Index in the given columns of the point at a place.
  std::size_t original(std::size_t place) const { return order_[place]; }
  double x(std::size_t place) const { return x_[place]; }
  double y(std::size_t place) const { return y_[place]; }

  /// Calls `visit(begin, end)` with ranges of places that together hold every
  /// point within `radius` of (x, y), and some that are farther.
  template <class Visit>
  void ranges_near(double x,
                   double y,
                   double radius,
                   const Visit& visit) const {
    const std::size_t first = row_of(y - radius);
    const std::size_t last = row_of(y + radius);
    const std::size_t left = column_of(x - radius);
    const std::size_t right = column_of(x + radius);
    for (std::size_t row = first; row <= last; ++row) {
      const std::size_t begin = starts_[row * columns_ + left];
      const std::size_t end = starts_[row * columns_ + right + 1];
      if (begin < end) visit(begin, end);
    }
  }

 private:
  std::size_t row_of(double y) const;
  std::size_t column_of(double x) const;

  double min_x_ = 0;
  double min_y_ = 0;
  double cell_ = 1;
  std::size_t columns_ = 1;
  std::size_t rows_ = 1;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> order_;
  std::vector<double> x_;
  std::vector<double> y_;
};

}  // namespace mingle
