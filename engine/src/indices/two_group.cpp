// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include <mingle/engine/assert.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {

namespace {

bool one_is_absent(const TwoGroups& g) {
  return g.total_x <= 0 || g.total_y <= 0;
}

/// Compensated sum of `term(i)` over zones.
template <class Term>
double sum_zones(const TwoGroups& g, const Term& term) {
  CompensatedSum sum;
  for (std::size_t i = 0; i < g.zones(); ++i) sum.add(term(i));
  return sum.value();
}

struct ShareOfZone {
  double share;
  std::size_t zone;
};

/// Zones with people, by falling share of x in the pair.
std::vector<ShareOfZone> by_falling_share(const TwoGroups& g) {
  std::vector<ShareOfZone> order;
  order.reserve(g.zones());
  for (std::size_t i = 0; i < g.zones(); ++i) {
    const double both = g.x[i] + g.y[i];
    if (both > 0) order.push_back({g.x[i] / both, i});
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.share != b.share ? a.share > b.share : a.zone < b.zone;
  });
  return order;
}

}  // namespace

double dissimilarity(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  const double sum = sum_zones(g, [&](std::size_t i) {
    return std::abs(g.x[i] / g.total_x - g.y[i] / g.total_y);
  });
  return std::min(0.5 * sum, 1.0);
}

double gini(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  // In falling order of share, a zone's x_j y_i - x_i y_j with all before it
  // is never negative, so the double sum needs only running totals.
  CompensatedSum sum;
  CompensatedSum x_before;
  CompensatedSum y_before;
  for (const ShareOfZone& z : by_falling_share(g)) {
    const double x = g.x[z.zone];
    const double y = g.y[z.zone];
    sum.add(x_before.value() * y - y_before.value() * x);
    x_before.add(x);
    y_before.add(y);
  }
  return std::clamp(sum.value() / g.total_x / g.total_y, 0.0, 1.0);
}

double mutual_information(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  const double total = g.total_x + g.total_y;
  const double a = total / g.total_x;
  const double b = total / g.total_y;
  const double sum = sum_zones(g, [&](std::size_t i) {
    const double both = g.x[i] + g.y[i];
    const double of_x = g.x[i] > 0 ? g.x[i] * std::log(g.x[i] / both * a) : 0;
    const double of_y = g.y[i] > 0 ? g.y[i] * std::log(g.y[i] / both * b) : 0;
    return of_x + of_y;
  });
  return std::max(sum / total, 0.0);
}

double information_theory(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  const double p = g.total_x / (g.total_x + g.total_y);
  return std::min(mutual_information(g) / binary_entropy(p), 1.0);
}

double atkinson(const TwoGroups& g, double b) {
  MINGLE_EXPECT(b > 0 && b < 1);
  if (one_is_absent(g)) return undefined;
  // (P/(1-P)) (sum (1-p)^(1-b) p^b t / (P T))^(1/(1-b)), with t p = x.
  const double sum = sum_zones(g, [&](std::size_t i) {
    if (g.x[i] <= 0 || g.y[i] <= 0) return 0.0;
    if (b == 0.5) return std::sqrt(g.x[i] * g.y[i]);
    return g.y[i] * std::pow(g.x[i] / g.y[i], b);
  });
  const double mean = std::pow(sum / g.total_x, 1 / (1 - b));
  return std::clamp(1 - g.total_x / g.total_y * mean, 0.0, 1.0);
}

double isolation(const TwoGroups& g, bool finite_population) {
  if (g.total_x <= 0) return undefined;
  const double self = finite_population ? 1 : 0;
  const double sum = sum_zones(g, [&](std::size_t i) {
    if (g.t[i] == 0) return 0.0;
    if (g.t[i] == self) return undefined;
    return g.x[i] * ((g.x[i] - self) / (g.t[i] - self));
  });
  return sum / g.total_x;
}

double exposure(const TwoGroups& g, bool finite_population) {
  if (g.total_x <= 0) return undefined;
  const double self = finite_population ? 1 : 0;
  const double sum = sum_zones(g, [&](std::size_t i) {
    if (g.t[i] == 0) return 0.0;
    if (g.t[i] == self) return undefined;
    return g.x[i] * (g.y[i] / (g.t[i] - self));
  });
  return sum / g.total_x;
}

double correlation_ratio(const TwoGroups& g) {
  const double share = ratio(g.total_x, g.total_t);
  if (g.total_x <= 0 || g.total_x >= g.total_t) return undefined;
  return (isolation(g, false) - share) / (1 - share);
}

double min_max(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  CompensatedSum least;
  CompensatedSum most;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    const double x = g.x[i] / g.total_x;
    const double y = g.y[i] / g.total_y;
    least.add(std::min(x, y));
    most.add(std::max(x, y));
  }
  return std::clamp(1 - least.value() / most.value(), 0.0, 1.0);
}

double gorard(const TwoGroups& g) {
  if (g.total_x <= 0) return undefined;
  return 0.5 * sum_zones(g, [&](std::size_t i) {
           return std::abs(g.x[i] / g.total_x - g.t[i] / g.total_t);
         });
}

double hutchens(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  const double sum = sum_zones(g, [&](std::size_t i) {
    return std::sqrt(g.x[i] / g.total_x * (g.y[i] / g.total_y));
  });
  return std::clamp(1 - sum, 0.0, 1.0);
}

double concentration_profile(const TwoGroups& g, std::size_t m) {
  MINGLE_EXPECT(m >= 2);
  const double city = ratio(g.total_x, g.total_t);
  if (g.total_x <= 0 || city >= 1) return undefined;
  const double step = 1 / static_cast<double>(m - 1);
  const auto threshold = [&](std::size_t k) {
    return k + 1 == m ? 1.0 : static_cast<double>(k) * step;
  };
  // x of each zone enters at the highest threshold its share reaches.
  std::vector<CompensatedSum> enters(m);
  for (std::size_t i = 0; i < g.zones(); ++i) {
    if (g.t[i] <= 0) continue;
    const double share = g.x[i] / g.t[i];
    auto k = std::min(m - 1, static_cast<std::size_t>(share / step));
    while (k + 1 < m && threshold(k + 1) <= share) ++k;
    while (k > 0 && threshold(k) > share) --k;
    enters[k].add(g.x[i]);
  }
  CompensatedSum above;
  CompensatedSum curve;
  for (std::size_t k = m; k-- > 0;) {
    above.add(enters[k].value());
    const double reached = above.value() / g.total_x;
    curve.add(threshold(k) < city ? reached : -reached);
  }
  const double area = curve.value() / static_cast<double>(m);
  return (city - area) / (1 - city);
}

namespace {

/// The theta > 0 with theta = seen tanh(theta seen), the most likely size of
/// a standardised difference observed as `seen`; 0 where seen <= 1. Newton
/// from the right of a concave function falls to the root without overshoot.
double likeliest_difference(double seen) {
  if (seen <= 1) return 0;
  double theta = seen;
  for (int step = 0; step < 100; ++step) {
    const double tanh = std::tanh(theta * seen);
    const double slope = seen * seen * (1 - tanh * tanh) - 1;
    const double next = theta - (seen * tanh - theta) / slope;
    if (!(std::abs(next - theta) > 1e-15 * theta)) return next;
    theta = next;
  }
  return theta;
}

}  // namespace

double density_corrected_dissimilarity(const TwoGroups& g) {
  if (one_is_absent(g)) return undefined;
  const double sum = sum_zones(g, [&](std::size_t i) {
    const double x = g.x[i] / g.total_x;
    const double y = g.y[i] / g.total_y;
    const double variance = x * (1 - x) / g.total_x + y * (1 - y) / g.total_y;
    const double gap = std::abs(x - y);
    if (variance <= 0) return gap;
    const double sigma = std::sqrt(variance);
    return sigma * likeliest_difference(gap / sigma);
  });
  return std::min(0.5 * sum, 1.0);
}

}  // namespace mingle
