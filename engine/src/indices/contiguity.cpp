// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include <mingle/engine/indices/contiguity.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/engine/parallel.h>

namespace mingle {

namespace {

/// x/(x+y), 0 in an empty zone.
std::vector<double> shares_with_empty_as_none(const TwoGroups& g) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    const double both = g.x[i] + g.y[i];
    shares.push_back(both > 0 ? g.x[i] / both : 0);
  }
  return shares;
}

/// Perimeter over area of each zone.
std::vector<double> shape_ratios(const IndexGeometry& geometry,
                                 Perimeter perimeter) {
  std::vector<double> around(geometry.zones());
  if (perimeter == Perimeter::full) {
    around = geometry.perimeters;
  } else {
    for (const Contact& contact : geometry.contacts) {
      around[contact.a] += contact.border;
      around[contact.b] += contact.border;
    }
  }
  for (std::size_t i = 0; i < around.size(); ++i) {
    around[i] /= geometry.areas[i];
  }
  return around;
}

/// sum_ij b_ij |p_i - p_j| (R_i + R_j) / (2 max R) / sum_ij b_ij.
double shape_weighted_difference(const std::vector<double>& p,
                                 const IndexGeometry& geometry,
                                 Perimeter perimeter) {
  const std::vector<double> shape = shape_ratios(geometry, perimeter);
  if (shape.empty()) return undefined;
  const double largest = *std::max_element(shape.begin(), shape.end());
  CompensatedSum sum;
  CompensatedSum borders;
  for (const Contact& c : geometry.contacts) {
    const double gap = std::abs(p[c.a] - p[c.b]);
    sum.add(c.border * gap * (shape[c.a] + shape[c.b]) / (2 * largest));
    borders.add(c.border);
  }
  return ratio(sum.value(), borders.value());
}

double weighted_difference(const std::vector<double>& p,
                           const ZoneWeights& weights) {
  CompensatedSum sum;
  CompensatedSum total;
  for (std::size_t i = 0; i < weights.zones(); ++i) {
    for (std::size_t k = weights.offsets[i]; k < weights.offsets[i + 1]; ++k) {
      sum.add(weights.weights[k] * std::abs(p[i] - p[weights.targets[k]]));
      total.add(weights.weights[k]);
    }
  }
  return ratio(sum.value(), total.value());
}

ZoneWeights boundary_weights(const IndexGeometry& geometry,
                             BoundaryWeight weight) {
  switch (weight) {
    case BoundaryWeight::rook:
      return contiguity_weights(geometry, Contiguity::rook);
    case BoundaryWeight::queen:
      return contiguity_weights(geometry, Contiguity::queen);
    default:
      return border_weights(geometry);
  }
}

}  // namespace

double boundary_adjusted_dissimilarity(const TwoGroups& g,
                                       const IndexGeometry& geometry,
                                       BoundaryWeight weight,
                                       bool row_standardised,
                                       Perimeter perimeter) {
  const double d = dissimilarity(g);
  const std::vector<double> p = shares_with_empty_as_none(g);
  if (weight == BoundaryWeight::border_length_shape) {
    return d - shape_weighted_difference(p, geometry, perimeter);
  }
  ZoneWeights weights = boundary_weights(geometry, weight);
  if (row_standardised) row_standardise(weights);
  return d - weighted_difference(p, weights);
}

namespace {

/// Zones searched from at once: one bit each.
constexpr std::size_t batch = 64;
using Sources = std::uint64_t;

/// Every zone, near ones together: batches of near sources reach a zone
/// within a few steps of each other, so that one visit serves many.
std::vector<std::size_t> near_order(const ZoneWeights& graph) {
  std::vector<std::size_t> order;
  std::vector<bool> taken(graph.zones());
  const auto take = [&](std::size_t zone) {
    if (taken[zone]) return;
    taken[zone] = true;
    order.push_back(zone);
  };
  for (std::size_t seed = 0; seed < graph.zones(); ++seed) {
    const std::size_t first = order.size();
    take(seed);
    for (std::size_t head = first;
         head < order.size() && order.size() < first + batch;
         ++head) {
      const std::size_t zone = order[head];
      for (std::size_t k = graph.offsets[zone]; k < graph.offsets[zone + 1];
           ++k) {
        take(graph.targets[k]);
      }
    }
  }
  return order;
}

/// Breadth-first searches from up to 64 zones at once.
class ManySearches {
 public:
  explicit ManySearches(const ZoneWeights& graph)
      : graph_{graph},
        seen_(graph.zones()),
        here_(graph.zones()),
        next_(graph.zones()) {}

  /// Calls `reach(zone, sources, steps)` when those sources first reach a
  /// zone, themselves at 0 steps.
  template <class Reach>
  void run(std::span<const std::size_t> sources, const Reach& reach) {
    std::fill(seen_.begin(), seen_.end(), Sources{0});
    active_.assign(sources.begin(), sources.end());
    for (std::size_t b = 0; b < sources.size(); ++b) {
      seen_[sources[b]] = here_[sources[b]] = Sources{1} << b;
      reach(sources[b], seen_[sources[b]], 0);
    }
    for (int steps = 1; !active_.empty(); ++steps) {
      spread();
      active_.swap(reached_);
      for (const std::size_t zone : active_) {
        here_[zone] = next_[zone];
        next_[zone] = 0;
        seen_[zone] |= here_[zone];
        reach(zone, here_[zone], steps);
      }
    }
  }
  /// The sources that have reached a zone after run().
  Sources seen(std::size_t zone) const { return seen_[zone]; }

 private:
  void spread() {
    reached_.clear();
    for (const std::size_t zone : active_) {
      const Sources from = here_[zone];
      for (std::size_t k = graph_.offsets[zone]; k < graph_.offsets[zone + 1];
           ++k) {
        const std::size_t target = graph_.targets[k];
        const Sources fresh = from & ~seen_[target];
        if (fresh == 0) continue;
        if (next_[target] == 0) reached_.push_back(target);
        next_[target] |= fresh;
      }
    }
  }

  const ZoneWeights& graph_;
  std::vector<Sources> seen_;
  std::vector<Sources> here_;
  std::vector<Sources> next_;
  std::vector<std::size_t> active_;
  std::vector<std::size_t> reached_;
};

/// Highest of m thresholds that a share reaches.
std::size_t threshold_reached(double share, std::size_t m) {
  const double step = 1 / static_cast<double>(m - 1);
  const auto threshold = [&](std::size_t k) {
    return k + 1 == m ? 1.0 : static_cast<double>(k) * step;
  };
  auto k = std::min(m - 1, static_cast<std::size_t>(share / step));
  while (k + 1 < m && threshold(k + 1) <= share) ++k;
  while (k > 0 && threshold(k) > share) --k;
  return k;
}

/// By threshold: how many zones reach it, and the steps between all pairs of
/// them, in both directions. Whole numbers, exact in any order of addition.
struct StepsAbove {
  std::vector<double> zones;
  std::vector<double> steps;
  std::vector<double> apart;  ///< pairs without a path

  explicit StepsAbove(std::size_t m = 0) : zones(m), steps(m), apart(m) {}
  StepsAbove& operator+=(const StepsAbove& other) {
    for (std::size_t k = 0; k < zones.size(); ++k) {
      zones[k] += other.zones[k];
      steps[k] += other.steps[k];
      apart[k] += other.apart[k];
    }
    return *this;
  }
};

/// Pairs from the sources, by the lower threshold of the two.
StepsAbove count_from(const std::vector<std::size_t>& level,
                      const ZoneWeights& graph,
                      std::size_t m,
                      std::span<const std::size_t> sources) {
  StepsAbove out{m};
  ManySearches searches{graph};
  for (std::size_t begin = 0; begin < sources.size(); begin += batch) {
    const auto some =
        sources.subspan(begin, std::min(batch, sources.size() - begin));
    const auto add = [&](std::size_t zone,
                         Sources from,
                         std::vector<double>& to,
                         double what) {
      if (level[zone] == m) return;
      for (; from != 0; from &= from - 1) {
        const auto b = static_cast<std::size_t>(std::countr_zero(from));
        to[std::min(level[some[b]], level[zone])] += what;
      }
    };
    for (const std::size_t zone : some) out.zones[level[zone]] += 1;
    searches.run(some, [&](std::size_t zone, Sources from, int steps) {
      add(zone, from, out.steps, steps);
    });
    const Sources all = ~Sources{0} >> (batch - some.size());
    for (std::size_t zone = 0; zone < level.size(); ++zone) {
      add(zone, all & ~searches.seen(zone), out.apart, 1);
    }
  }
  return out;
}

StepsAbove steps_above(const std::vector<double>& shares,
                       const ZoneWeights& graph,
                       std::size_t m) {
  constexpr std::size_t zones_per_block = 512;
  std::vector<std::size_t> level(shares.size(), m);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!std::isnan(shares[i])) level[i] = threshold_reached(shares[i], m);
  }
  std::vector<std::size_t> sources = near_order(graph);
  sources.erase(
      std::remove_if(sources.begin(),
                     sources.end(),
                     [&](std::size_t zone) { return level[zone] == m; }),
      sources.end());
  const std::span<const std::size_t> all{sources};
  StepsAbove out = deterministic_reduce(
      sources.size(),
      zones_per_block,
      StepsAbove{m},
      [&](std::size_t begin, std::size_t end) {
        return count_from(level, graph, m, all.subspan(begin, end - begin));
      });
  // A pair above a threshold is above all lower ones.
  for (std::size_t k = m - 1; k-- > 0;) {
    out.zones[k] += out.zones[k + 1];
    out.steps[k] += out.steps[k + 1];
    out.apart[k] += out.apart[k + 1];
  }
  return out;
}

}  // namespace

double spatial_proximity_profile(const TwoGroups& g,
                                 const IndexGeometry& geometry,
                                 Contiguity contiguity,
                                 std::size_t m) {
  const double city = ratio(g.total_x, g.total_t);
  if (!(city < 1)) return undefined;
  const ZoneWeights graph = contiguity_weights(geometry, contiguity);
  const StepsAbove above = steps_above(shares_of(g), graph, m);
  const double step = 1 / static_cast<double>(m - 1);
  CompensatedSum curve;
  for (std::size_t k = 0; k < m; ++k) {
    const double zones = above.zones[k];
    const bool connected = above.steps[k] > 0 && above.apart[k] == 0;
    const double closeness =
        connected ? zones * (zones - 1) / above.steps[k] : 0;
    const double threshold = k + 1 == m ? 1.0 : static_cast<double>(k) * step;
    curve.add(threshold < city ? closeness : -closeness);
  }
  return (city - curve.value() / static_cast<double>(m)) / (1 - city);
}

namespace {

/// Mean and spread of the values that are there.
struct Moments {
  double count = 0;
  double mean = 0;
  double squares = 0;  ///< sum of squared deviations
};

Moments moments_of(const std::vector<double>& values) {
  CompensatedSum sum;
  Moments out;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum.add(value);
    out.count += 1;
  }
  out.mean = ratio(sum.value(), out.count);
  CompensatedSum squares;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    squares.add((value - out.mean) * (value - out.mean));
  }
  out.squares = squares.value();
  // Equal values leave rounding, not spread.
  const double rounding = 1e-30 * out.count * out.mean * out.mean;
  if (out.squares <= rounding) out.squares = 0;
  return out;
}

/// Sums of `term(v_i, v_j)` and of the weights over pairs with both values.
template <class Term>
std::pair<double, double> sum_pairs(const std::vector<double>& values,
                                    const ZoneWeights& weights,
                                    const Term& term) {
  CompensatedSum sum;
  CompensatedSum total;
  for (std::size_t i = 0; i < weights.zones(); ++i) {
    if (std::isnan(values[i])) continue;
    for (std::size_t k = weights.offsets[i]; k < weights.offsets[i + 1]; ++k) {
      const double other = values[weights.targets[k]];
      if (std::isnan(other)) continue;
      sum.add(weights.weights[k] * term(values[i], other));
      total.add(weights.weights[k]);
    }
  }
  return {sum.value(), total.value()};
}

}  // namespace

double morans_i(const std::vector<double>& values, const ZoneWeights& weights) {
  const Moments m = moments_of(values);
  const auto [sum, total] = sum_pairs(values, weights, [&](double a, double b) {
    return (a - m.mean) * (b - m.mean);
  });
  return ratio(m.count * ratio(sum, total), m.squares);
}

double gearys_c(const std::vector<double>& values, const ZoneWeights& weights) {
  const Moments m = moments_of(values);
  const auto [sum, total] = sum_pairs(
      values, weights, [](double a, double b) { return (a - b) * (a - b); });
  return ratio((m.count - 1) * ratio(sum, 2 * total), m.squares);
}

std::vector<double> getis_ord_g_star(const std::vector<double>& values,
                                     const ZoneWeights& weights) {
  const Moments m = moments_of(values);
  const double spread = std::sqrt(ratio(m.squares, m.count));
  std::vector<double> out(values.size(), undefined);
  for (std::size_t i = 0; i < weights.zones(); ++i) {
    if (std::isnan(values[i])) continue;
    double sum = values[i];
    double total = 1;
    double squares = 1;
    for (std::size_t k = weights.offsets[i]; k < weights.offsets[i + 1]; ++k) {
      const double other = values[weights.targets[k]];
      if (std::isnan(other)) continue;
      sum += weights.weights[k] * other;
      total += weights.weights[k];
      squares += weights.weights[k] * weights.weights[k];
    }
    const double variance = (m.count * squares - total * total) / (m.count - 1);
    out[i] = ratio(sum - m.mean * total,
                   spread * std::sqrt(std::max(variance, 0.0)));
  }
  return out;
}

std::vector<double> shares_of(const TwoGroups& g) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    shares.push_back(ratio(g.x[i], g.t[i]));
  }
  return shares;
}

}  // namespace mingle
