// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "point_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {

namespace {

std::size_t cell_number(double offset, double cell, std::size_t cells) {
  if (!(offset > 0)) return 0;
  const double number = std::floor(offset / cell);
  const auto last = static_cast<double>(cells - 1);
  return static_cast<std::size_t>(std::min(number, last));
}

}  // namespace

PointGrid::PointGrid(std::span<const double> x,
                     std::span<const double> y,
                     double cell) {
  if (x.empty()) {
    starts_ = {0, 0};
    return;
  }
  const auto [min_x, max_x] = std::minmax_element(x.begin(), x.end());
  const auto [min_y, max_y] = std::minmax_element(y.begin(), y.end());
  min_x_ = *min_x;
  min_y_ = *min_y;
  const double width = *max_x - *min_x;
  const double height = *max_y - *min_y;
  // At most about one cell a point, and never a row of millions.
  const auto points = static_cast<double>(x.size());
  const double narrowest = std::max(std::sqrt(width * height / points),
                                    std::max(width, height) / (4 * points));
  const double whole = std::max(width, height) + 1;
  cell_ = std::max({std::min(cell, whole), narrowest, 1e-9});
  columns_ = static_cast<std::size_t>(width / cell_) + 1;
  rows_ = static_cast<std::size_t>(height / cell_) + 1;

  starts_.assign(columns_ * rows_ + 1, 0);
  const auto cell_of = [&](std::size_t i) {
    return row_of(y[i]) * columns_ + column_of(x[i]);
  };
  for (std::size_t i = 0; i < x.size(); ++i) ++starts_[cell_of(i) + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  order_.resize(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) order_[next[cell_of(i)]++] = i;
  for (const std::size_t i : order_) {
    x_.push_back(x[i]);
    y_.push_back(y[i]);
  }
}

std::size_t PointGrid::row_of(double y) const {
  return cell_number(y - min_y_, cell_, rows_);
}

std::size_t PointGrid::column_of(double x) const {
  return cell_number(x - min_x_, cell_, columns_);
}

}  // namespace mingle
