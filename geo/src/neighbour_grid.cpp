// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "neighbour_grid.h"

#include <algorithm>
#include <cmath>

#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

/// About two points in a cell, and never more cells than that needs.
double cell_side(double width, double height, std::size_t points) {
  const double cells = static_cast<double>(points) / 2 + 1;
  const double side = std::sqrt(width * height / cells);
  return std::max({side, std::max(width, height) / cells, 1e-3});
}

std::size_t clamp_index(double value, std::size_t count) {
  if (!(value > 0)) return 0;
  return std::min(static_cast<std::size_t>(value), count - 1);
}

}  // namespace

NeighbourGrid::NeighbourGrid(std::span<const Point> points) : points_{points} {
  if (points.empty()) return;
  const auto [west, east] = std::minmax_element(
      points.begin(), points.end(), [](Point a, Point b) { return a.x < b.x; });
  const auto [south, north] = std::minmax_element(
      points.begin(), points.end(), [](Point a, Point b) { return a.y < b.y; });
  origin_ = {west->x, south->y};
  const double width = east->x - west->x;
  const double height = north->y - south->y;
  cell_ = cell_side(width, height, points.size());
  columns_ = static_cast<std::size_t>(width / cell_) + 1;
  rows_ = static_cast<std::size_t>(height / cell_) + 1;

  starts_.assign(columns_ * rows_ + 1, 0);
  const auto cell_of = [&](Point point) {
    return row_of(point.y) * columns_ + column_of(point.x);
  };
  for (const Point& point : points) ++starts_[cell_of(point) + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  members_.resize(points.size());
  std::vector<std::uint32_t> next = starts_;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    members_[next[cell_of(points[i])]++] = i;
  }
}

std::size_t NeighbourGrid::column_of(double x) const {
  return clamp_index((x - origin_.x) / cell_, columns_);
}

std::size_t NeighbourGrid::row_of(double y) const {
  return clamp_index((y - origin_.y) / cell_, rows_);
}

std::vector<NearPoint> NeighbourGrid::within(std::uint32_t of,
                                             double radius) const {
  std::vector<NearPoint> near;
  const Point centre = points_[of];
  for (std::size_t row = row_of(centre.y - radius);
       row <= row_of(centre.y + radius);
       ++row) {
    const std::size_t first = row * columns_ + column_of(centre.x - radius);
    const std::size_t last = row * columns_ + column_of(centre.x + radius);
    for (std::size_t i = starts_[first]; i < starts_[last + 1]; ++i) {
      const double metres = distance(centre, points_[members_[i]]);
      if (members_[i] != of && metres <= radius) {
        near.push_back({metres, members_[i]});
      }
    }
  }
  std::sort(near.begin(), near.end());
  return near;
}

std::vector<NearPoint> NeighbourGrid::nearest(std::uint32_t to,
                                              std::size_t k) const {
  k = std::min(k, points_.size() - 1);
  const double widest = cell_ * static_cast<double>(columns_ + rows_);
  double radius = cell_ * std::sqrt(static_cast<double>(k) + 1);
  std::vector<NearPoint> near = within(to, radius);
  while (near.size() < k && radius < widest) {
    radius *= 2;
    near = within(to, radius);
  }
  near.resize(std::min(k, near.size()));
  return near;
}

}  // namespace mingle
