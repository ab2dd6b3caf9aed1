// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include <mingle/engine/indices/concentration.h>

namespace mingle {

double delta(const TwoGroups& g, const IndexGeometry& geometry) {
  if (g.total_x <= 0) return undefined;
  const double area = sum_of(geometry.areas);
  if (area <= 0) return undefined;
  CompensatedSum sum;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    sum.add(std::abs(g.x[i] / g.total_x - geometry.areas[i] / area));
  }
  return 0.5 * sum.value();
}

namespace {

/// Zones by rising area. Zones of one area are ordered by what enters the
/// sums, so that the order of the input does not matter.
std::vector<std::size_t> by_area(const TwoGroups& g,
                                 const IndexGeometry& geometry) {
  std::vector<std::size_t> order(g.zones());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple{geometry.areas[a], g.t[a], a} <
           std::tuple{geometry.areas[b], g.t[b], b};
  });
  return order;
}

/// Mean area of the zones from the start of `order` that hold `wanted` of t,
/// weighted by t; the zone that reaches it counts whole.
template <class Iterator>
double mean_area(const TwoGroups& g,
                 const IndexGeometry& geometry,
                 Iterator from,
                 Iterator to,
                 double wanted) {
  // Fractional counts may reach the total only up to rounding.
  const double enough = wanted * (1 - 1e-14);
  CompensatedSum people;
  CompensatedSum area;
  for (; from != to && people.value() < enough; ++from) {
    people.add(g.t[*from]);
    area.add(g.t[*from] * geometry.areas[*from]);
  }
  return ratio(area.value(), people.value());
}

double mean_area_of(const std::vector<double>& who,
                    double total,
                    const IndexGeometry& geometry) {
  CompensatedSum sum;
  for (std::size_t i = 0; i < who.size(); ++i) {
    sum.add(who[i] * geometry.areas[i]);
  }
  return ratio(sum.value(), total);
}

/// a - b, exactly 0 where they differ by rounding alone.
double difference(double a, double b) {
  const double gap = a - b;
  return std::abs(gap) <= 1e-12 * std::max(std::abs(a), std::abs(b)) ? 0 : gap;
}

}  // namespace

double absolute_concentration(const TwoGroups& g,
                              const IndexGeometry& geometry) {
  if (g.total_x <= 0) return undefined;
  const auto order = by_area(g, geometry);
  const double smallest =
      mean_area(g, geometry, order.begin(), order.end(), g.total_x);
  const double largest =
      mean_area(g, geometry, order.rbegin(), order.rend(), g.total_x);
  const double own = mean_area_of(g.x, g.total_x, geometry);
  return 1 - ratio(own - smallest, difference(largest, smallest));
}

double relative_concentration(const TwoGroups& g,
                              const IndexGeometry& geometry,
                              LargestZonesHold hold) {
  if (g.total_x <= 0 || g.total_y <= 0) return undefined;
  const auto order = by_area(g, geometry);
  const double smallest =
      mean_area(g, geometry, order.begin(), order.end(), g.total_x);
  const double wanted = hold == LargestZonesHold::group ? g.total_x : g.total_y;
  const double largest =
      mean_area(g, geometry, order.rbegin(), order.rend(), wanted);
  const double own = ratio(mean_area_of(g.x, g.total_x, geometry),
                           mean_area_of(g.y, g.total_y, geometry));
  return ratio(own - 1, difference(ratio(smallest, largest), 1));
}

namespace {

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

CentrePoint weighted_mean(const IndexGeometry& geometry,
                          const std::vector<double>& weights) {
  CompensatedSum x;
  CompensatedSum y;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    x.add(weights[i] * geometry.x[i]);
    y.add(weights[i] * geometry.y[i]);
  }
  const double total = sum_of(weights);
  return {ratio(x.value(), total), ratio(y.value(), total)};
}

}  // namespace

CentrePoint centre_of(const TwoGroups& g,
                      const IndexGeometry& geometry,
                      Centre centre) {
  if (g.zones() == 0) return {undefined, undefined};
  switch (centre) {
    case Centre::mean:
      return weighted_mean(geometry, std::vector<double>(g.zones(), 1.0));
    case Centre::median:
      return {median_of(geometry.x), median_of(geometry.y)};
    case Centre::population_weighted_mean:
      return weighted_mean(geometry, g.t);
    case Centre::largest_population:
      break;
  }
  const double most = *std::max_element(g.t.begin(), g.t.end());
  std::vector<double> weights;
  for (const double t : g.t) weights.push_back(t == most ? 1 : 0);
  return weighted_mean(geometry, weights);
}

namespace {

/// sum X_{i-1} Y_i - X_i Y_{i-1} over rings, X and Y cumulative shares.
double centralisation(const std::vector<double>& x,
                      const std::vector<double>& y,
                      const IndexGeometry& geometry,
                      CentrePoint centre) {
  constexpr double same_distance = 1e-6;
  const double total_x = sum_of(x);
  const double total_y = sum_of(y);
  if (total_x <= 0 || total_y <= 0) return undefined;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < x.size(); ++i) {
    order.emplace_back(
        std::hypot(geometry.x[i] - centre.x, geometry.y[i] - centre.y), i);
  }
  std::sort(order.begin(), order.end());
  CompensatedSum sum;
  double x_before = 0;
  double y_before = 0;
  for (std::size_t i = 0; i < order.size();) {
    const double reach = order[i].first + same_distance;
    double ring_x = 0;
    double ring_y = 0;
    for (; i < order.size() && order[i].first <= reach; ++i) {
      ring_x += x[order[i].second] / total_x;
      ring_y += y[order[i].second] / total_y;
    }
    sum.add(x_before * (y_before + ring_y) - (x_before + ring_x) * y_before);
    x_before += ring_x;
    y_before += ring_y;
  }
  return sum.value();
}

}  // namespace

double absolute_centralisation(const TwoGroups& g,
                               const IndexGeometry& geometry,
                               CentrePoint centre) {
  return centralisation(g.x, geometry.areas, geometry, centre);
}

double relative_centralisation(const TwoGroups& g,
                               const IndexGeometry& geometry,
                               CentrePoint centre) {
  return centralisation(g.x, g.y, geometry, centre);
}

}  // namespace mingle
