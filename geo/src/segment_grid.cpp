// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "segment_grid.h"

#include <algorithm>
#include <cmath>

#include <mingle/geo/geometry.h>

namespace mingle {
namespace {

/// A line listed in one cell of the grid.
struct Entry {
  std::int64_t column;
  std::int64_t row;
  std::uint32_t line;
  auto operator<=>(const Entry&) const = default;
};

/// Square cells wide enough that most segments lie in a few.
double cell_size(std::span<const BoundaryLine> lines, double margin) {
  double sum = 0;
  for (const BoundaryLine& line : lines) {
    sum += distance(line.segment.from, line.segment.to);
  }
  const double mean = sum / static_cast<double>(lines.size());
  return std::max({4 * mean, 4 * margin, 1.0});
}

class CellWalker {
 public:
  CellWalker(double cell, double margin) : cell_{cell}, margin_{margin} {}

  /// Lists the segment in the cells it runs through, column by column: the
  /// box of a long diagonal segment would be mostly empty.
  void list(const Segment& segment,
            std::uint32_t number,
            std::vector<Entry>& entries) const {
    const auto [west, east] = segment.from.x <= segment.to.x
                                  ? std::pair{segment.from, segment.to}
                                  : std::pair{segment.to, segment.from};
    const std::int64_t last = cell_of(east.x + margin_);
    for (std::int64_t column = cell_of(west.x - margin_); column <= last;
         ++column) {
      const double left = static_cast<double>(column) * cell_ - margin_;
      const double right = left + cell_ + 2 * margin_;
      const double y0 = height_at(west, east, left);
      const double y1 = height_at(west, east, right);
      const std::int64_t top = cell_of(std::max(y0, y1) + margin_);
      for (std::int64_t row = cell_of(std::min(y0, y1) - margin_); row <= top;
           ++row) {
        entries.push_back({column, row, number});
      }
    }
  }

 private:
  std::int64_t cell_of(double value) const {
    return static_cast<std::int64_t>(std::floor(value / cell_));
  }
  /// Height of the segment at x, held at its ends. Upright segments are
  /// treated by the ends: at the left the lower, at the right the upper.
  static double height_at(Point west, Point east, double x) {
    if (x <= west.x) return west.y;
    if (x >= east.x) return east.y;
    return west.y + (x - west.x) / (east.x - west.x) * (east.y - west.y);
  }

  double cell_;
  double margin_;
};

/// Adds the pairs of different zones among the entries of one cell.
void pair_cell(std::span<const Entry> cell,
               std::span<const BoundaryLine> lines,
               std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
  for (std::size_t i = 0; i < cell.size(); ++i) {
    for (std::size_t j = i + 1; j < cell.size(); ++j) {
      if (lines[cell[i].line].zone == lines[cell[j].line].zone) continue;
      pairs.emplace_back(cell[i].line, cell[j].line);
    }
  }
}

bool same_cell(const Entry& a, const Entry& b) {
  return a.column == b.column && a.row == b.row;
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> nearby_lines(
    std::span<const BoundaryLine> lines,
    double margin) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  if (lines.empty()) return pairs;
  const CellWalker walker{cell_size(lines, margin), margin};
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    walker.list(lines[i].segment, static_cast<std::uint32_t>(i), entries);
  }
  std::sort(entries.begin(), entries.end());
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= entries.size(); ++end) {
    if (end < entries.size() && same_cell(entries[begin], entries[end])) {
      continue;
    }
    pair_cell(std::span{entries}.subspan(begin, end - begin), lines, pairs);
    begin = end;
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace mingle
