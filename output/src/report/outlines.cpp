// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "outlines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

#include <fmt/format.h>

namespace mingle {
namespace {

/// A point of the grid.
struct Dot {
  std::int32_t x = 0;
  std::int32_t y = 0;
  auto operator<=>(const Dot&) const = default;
};
using Line = std::vector<Dot>;

class Grid {
 public:
  Grid(const std::vector<MultiPolygon>& shapes, int width) {
    for (const MultiPolygon& shape : shapes) {
      for (const Polygon& part : shape.parts) {
        for (const Ring& ring : part.rings) add(ring);
      }
    }
    scale_ = east_ > west_ ? width / (east_ - west_) : 1;
  }

  int height() const {
    return std::max(1, static_cast<int>(std::ceil((north_ - south_) * scale_)));
  }
  Dot at(const Point& point) const {
    return {
        static_cast<std::int32_t>(std::lround((point.x - west_) * scale_)),
        static_cast<std::int32_t>(std::lround((north_ - point.y) * scale_))};
  }
  /// A closed line without repeated dots.
  Line line(const Ring& ring) const {
    Line dots;
    for (const Point& point : ring) {
      const Dot dot = at(point);
      if (dots.empty() || dots.back() != dot) dots.push_back(dot);
    }
    while (dots.size() > 1 && dots.front() == dots.back()) dots.pop_back();
    return dots;
  }

 private:
  void add(const Ring& ring) {
    for (const Point& point : ring) {
      west_ = std::min(west_, point.x);
      east_ = std::max(east_, point.x);
      south_ = std::min(south_, point.y);
      north_ = std::max(north_, point.y);
    }
  }

  double scale_ = 1;
  double west_ = std::numeric_limits<double>::max();
  double south_ = std::numeric_limits<double>::max();
  double east_ = std::numeric_limits<double>::lowest();
  double north_ = std::numeric_limits<double>::lowest();
};

/// Where boundaries meet: dots with more than two neighbours.
class Junctions {
 public:
  void add(const Line& line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Dot& next = line[(i + 1) % line.size()];
      join(line[i], next);
      join(next, line[i]);
    }
  }
  bool has(const Dot& dot) const { return neighbours_.at(dot).count > 2; }

 private:
  struct Near {
    std::array<Dot, 3> dots{};
    int count = 0;
  };
  void join(const Dot& dot, const Dot& other) {
    Near& near = neighbours_[dot];
    if (near.count > 2) return;
    const auto end = near.dots.begin() + near.count;
    if (std::find(near.dots.begin(), end, other) != end) return;
    near.dots[static_cast<std::size_t>(near.count++)] = other;
  }

  std::map<Dot, Near> neighbours_;
};

double distance(const Dot& dot, const Dot& from, const Dot& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = dx * dx + dy * dy;
  double along = 0;
  if (length > 0) {
    along = ((dot.x - from.x) * dx + (dot.y - from.y) * dy) / length;
    along = std::clamp(along, 0.0, 1.0);
  }
  return std::hypot(dot.x - from.x - along * dx, dot.y - from.y - along * dy);
}

/// Appends the dots of [from, to) that Douglas and Peucker keep.
void keep_dots(const Line& line,
               std::size_t from,
               std::size_t to,
               double tolerance,
               Line& kept) {
  double farthest = -1;
  std::size_t at = from;
  for (std::size_t i = from + 1; i < to; ++i) {
    const double off = distance(line[i], line[from], line[to]);
    if (off > farthest) {
      farthest = off;
      at = i;
    }
  }
  if (farthest <= tolerance) {
    kept.push_back(line[from]);
    return;
  }
  keep_dots(line, from, at, tolerance, kept);
  keep_dots(line, at, to, tolerance, kept);
}

/// The same dots whichever way the piece runs.
Line simplified(Line piece, double tolerance) {
  const Line reversed{piece.rbegin(), piece.rend()};
  const bool turn = reversed < piece;
  if (turn) piece = reversed;
  Line kept;
  keep_dots(piece, 0, piece.size() - 1, tolerance, kept);
  kept.push_back(piece.back());
  if (turn) std::reverse(kept.begin(), kept.end());
  return kept;
}

/// A ring that starts at a junction, or at its first dot in order.
Line turned(Line ring, const Junctions& junctions) {
  auto start = std::find_if(ring.begin(), ring.end(), [&](const Dot& dot) {
    return junctions.has(dot);
  });
  if (start == ring.end()) start = std::min_element(ring.begin(), ring.end());
  std::rotate(ring.begin(), start, ring.end());
  return ring;
}

Line simplified_ring(const Line& line,
                     const Junctions& junctions,
                     double tolerance) {
  Line ring = turned(line, junctions);
  ring.push_back(ring.front());
  Line result;
  std::size_t from = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    if (i + 1 < ring.size() && !junctions.has(ring[i])) continue;
    const Line piece =
        simplified({ring.begin() + static_cast<std::ptrdiff_t>(from),
                    ring.begin() + static_cast<std::ptrdiff_t>(i) + 1},
                   tolerance);
    result.insert(result.end(), piece.begin(), piece.end() - 1);
    from = i;
  }
  return result;
}

/// Relative steps are shorter to write.
void add_path(const Line& line, std::string& path) {
  path += fmt::format("M{} {}l", line.front().x, line.front().y);
  for (std::size_t i = 1; i < line.size(); ++i) {
    const int dx = line[i].x - line[i - 1].x;
    const int dy = line[i].y - line[i - 1].y;
    path += fmt::format(
        "{}{}{}{}", i > 1 && dx >= 0 ? " " : "", dx, dy >= 0 ? " " : "", dy);
  }
  path += 'z';
}

/// A zone too small for the grid is still a mark on the map.
std::string mark(const MultiPolygon& shape, const Grid& grid) {
  Dot dot;
  if (!shape.parts.empty() && !shape.parts.front().rings.empty() &&
      !shape.parts.front().rings.front().empty()) {
    dot = grid.at(shape.parts.front().rings.front().front());
  }
  return fmt::format("M{} {}l1 0 0 1z", dot.x, dot.y);
}

}  // namespace

Outlines draw_outlines(const std::vector<MultiPolygon>& shapes,
                       int width,
                       double tolerance) {
  const Grid grid{shapes, width};
  Junctions junctions;
  std::vector<std::vector<Line>> zones;
  for (const MultiPolygon& shape : shapes) {
    std::vector<Line>& lines = zones.emplace_back();
    for (const Polygon& part : shape.parts) {
      for (const Ring& ring : part.rings) {
        Line line = grid.line(ring);
        if (line.size() < 3) continue;
        junctions.add(line);
        lines.push_back(std::move(line));
      }
    }
  }
  Outlines outlines{width, grid.height(), {}};
  for (std::size_t z = 0; z < zones.size(); ++z) {
    std::string path;
    for (const Line& line : zones[z]) {
      const Line ring = simplified_ring(line, junctions, tolerance);
      if (ring.size() > 2) add_path(ring, path);
    }
    if (path.empty()) path = mark(shapes[z], grid);
    outlines.paths.push_back(std::move(path));
  }
  return outlines;
}

}  // namespace mingle
