// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "stylised_zones.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <mingle/engine/random.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/voronoi.h>

namespace mingle {
namespace {

/// Density far from the centre, relative to the centre: villages (A).
constexpr double density_floor = 0.015;
constexpr std::size_t points_per_zone = 24;
constexpr int lloyd_steps = 24;
/// Fine enough that rounding bends no border by more than 0.05 mm: over all
/// borders the tiles then miss the outline's area by well under 1 m2.
constexpr double vertex_grid = 0.0001;
constexpr double kernel_reach = 1.6;  ///< in local distances between seeds (A)
constexpr std::size_t near_seeds = 6;

class DensityProfile {
 public:
  explicit DensityProfile(const AuthorityFigures& figures)
      : centre_{figures.centre}, decay_{figures.density_decay} {}
  /// Relative to the centre, in (0, 1].
  double operator()(Point point) const {
    const double far = distance(point, centre_) / decay_;
    return density_floor + (1.0 - density_floor) * std::exp(-far);
  }

 private:
  Point centre_;
  double decay_;
};

/// Points inside the outline as dense as the population, by rejection.
std::vector<Point> scatter(const MultiPolygon& outline,
                           const DensityProfile& density,
                           std::size_t count,
                           Draws draws) {
  const Box box = bounding_box(outline);
  std::vector<Point> points;
  points.reserve(count);
  while (points.size() < count) {
    const double across = draws.uniform();
    const double along = draws.uniform();
    const double chance = draws.uniform();
    const Point point{box.min_x + across * (box.max_x - box.min_x),
                      box.min_y + along * (box.max_y - box.min_y)};
    if (chance < density(point) && contains(outline, point)) {
      points.push_back(point);
    }
  }
  return points;
}

std::size_t nearest(const std::vector<Point>& seeds, Point point) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const double dx = seeds[i].x - point.x;
    const double dy = seeds[i].y - point.y;
    const double apart = dx * dx + dy * dy;
    if (apart < least) {
      least = apart;
      best = i;
    }
  }
  return best;
}

/// Moves each seed to the middle of the points nearest to it. Points are as
/// dense as people; weighing them by density again makes cells that hold
/// equal numbers of people (the optimal cell density is the root of the
/// weight in the plane).
/// @source Lloyd 1982; Du, Faber and Gunzburger 1999, section 6.4.
void settle(std::vector<Point>& seeds,
            const std::vector<Point>& points,
            const std::vector<double>& weights) {
  std::vector<Point> sums(seeds.size());
  std::vector<double> masses(seeds.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t owner = nearest(seeds, points[i]);
    sums[owner].x += weights[i] * points[i].x;
    sums[owner].y += weights[i] * points[i].y;
    masses[owner] += weights[i];
  }
  for (std::size_t s = 0; s < seeds.size(); ++s) {
    if (masses[s] <= 0) continue;
    seeds[s] = {sums[s].x / masses[s], sums[s].y / masses[s]};
  }
}

/// A seed pulled out of a hollow of the outline goes back to the nearest of
/// the points, which are all inside.
void keep_inside(std::vector<Point>& seeds,
                 const MultiPolygon& outline,
                 const std::vector<Point>& points) {
  for (Point& seed : seeds) {
    if (!contains(outline, seed)) seed = points[nearest(points, seed)];
  }
}

std::vector<Point> settled_seeds(const AuthorityFigures& figures,
                                 std::uint64_t seed) {
  const DensityProfile density{figures};
  const auto points = scatter(figures.outline,
                              density,
                              figures.zones * points_per_zone,
                              Draws{{.seed = seed,
                                     .subject = 0,
                                     .step = 0,
                                     .purpose = Purpose::stylised_zones}});
  std::vector<double> weights(points.size());
  std::transform(points.begin(), points.end(), weights.begin(), density);
  std::vector<Point> seeds(
      points.begin(),
      points.begin() + static_cast<std::ptrdiff_t>(figures.zones));
  for (int step = 0; step < lloyd_steps; ++step) {
    settle(seeds, points, weights);
  }
  keep_inside(seeds, figures.outline, points);
  return seeds;
}

/// Mean distance from each seed to the few nearest others, metres.
std::vector<double> local_spacing(const std::vector<Point>& seeds) {
  const std::size_t count = std::min(near_seeds, seeds.size() - 1);
  std::vector<double> spacing(seeds.size());
  std::vector<double> apart(seeds.size());
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    std::transform(seeds.begin(), seeds.end(), apart.begin(), [&](Point other) {
      return distance(seeds[i], other);
    });
    const auto end = apart.begin() + static_cast<std::ptrdiff_t>(count) + 1;
    std::partial_sort(apart.begin(), end, apart.end());
    spacing[i] =
        std::accumulate(apart.begin(), end, 0.0) / static_cast<double>(count);
  }
  return spacing;
}

}  // namespace

StylisedZones make_stylised_zones(const AuthorityFigures& figures,
                                  std::uint64_t seed) {
  StylisedZones zones;
  zones.seeds = settled_seeds(figures, seed);
  std::sort(zones.seeds.begin(), zones.seeds.end(), [&](Point a, Point b) {
    return distance(a, figures.centre) < distance(b, figures.centre);
  });
  zones.shapes = voronoi_zones(figures.outline, zones.seeds, vertex_grid);
  for (const Point& place : zones.seeds) {
    zones.inwardness.push_back(-distance(place, figures.centre));
  }
  standardise(zones.inwardness);
  return zones;
}

SmoothFields::SmoothFields(const std::vector<Point>& seeds)
    : zones_{seeds.size()}, kernel_(seeds.size() * seeds.size()) {
  const auto spacing = local_spacing(seeds);
  for (std::size_t i = 0; i < zones_; ++i) {
    for (std::size_t j = 0; j < zones_; ++j) {
      const double apart = distance(seeds[i], seeds[j]);
      const double reach =
          kernel_reach * kernel_reach * spacing[i] * spacing[j];
      kernel_[i * zones_ + j] = std::exp(-0.5 * apart * apart / reach);
    }
  }
}

std::vector<double> SmoothFields::rough(std::uint64_t seed,
                                        std::uint64_t number) const {
  std::vector<double> field(zones_);
  for (std::size_t z = 0; z < zones_; ++z) {
    field[z] = Draws{{.seed = seed,
                      .subject = z,
                      .step = number,
                      .purpose = Purpose::stylised_field}}
                   .normal();
  }
  standardise(field);
  return field;
}

std::vector<double> SmoothFields::smooth(std::uint64_t seed,
                                         std::uint64_t number) const {
  const auto noise = rough(seed, number);
  std::vector<double> field(zones_);
  for (std::size_t z = 0; z < zones_; ++z) {
    field[z] = std::inner_product(
        noise.begin(), noise.end(), &kernel_[z * zones_], 0.0);
  }
  standardise(field);
  return field;
}

void standardise(std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean =
      std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (double& value : values) {
    value -= mean;
    squares += value * value;
  }
  const double scale = squares > 0 ? 1.0 / std::sqrt(squares / count) : 0.0;
  for (double& value : values) value *= scale;
}

}  // namespace mingle
