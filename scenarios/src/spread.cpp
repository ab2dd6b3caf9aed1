// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace mingle {
namespace {

using Column = std::vector<double>;

constexpr int relaxations = 40;
constexpr int corrections = 6;
constexpr int fitting_sweeps = 8;
constexpr int halvings = 30;
constexpr double largest_strength = 16.0;

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// The fitted table a_k * b_z * exp(strength_k * field_kz), and the strengths
/// that give it the wanted D.
class SpreadSolver {
 public:
  SpreadSolver(const Spread& spread, DrawAddress address);
  ZoneCounts solve();

 private:
  std::size_t categories() const { return spread_.totals.size(); }
  std::size_t zones() const { return spread_.zone_totals.size(); }
  void tilt(std::size_t category);
  void fit(int sweeps);
  void relax(int times);
  double solved_strength(std::size_t category, const Column& reference) const;
  void follow_families();
  ZoneCounts rounded() const;
  void correct(const ZoneCounts& counts);

  const Spread& spread_;
  DrawAddress address_;
  Column targets_;
  Column strengths_;
  Column base_;                ///< b_z
  Column scales_;              ///< a_k
  std::vector<Column> tilts_;  ///< exp(strength * field)
};

/// D against everyone from D against everyone else, for a category that is
/// the share `part` of all.
double against_everyone(double target, double part) {
  return target * (1.0 - part);
}

SpreadSolver::SpreadSolver(const Spread& spread, DrawAddress address)
    : spread_{spread},
      address_{address},
      targets_{spread.targets},
      strengths_(spread.totals.size(), 0.0),
      base_{spread.zone_totals},
      scales_(spread.totals.size(), 1.0),
      tilts_(spread.totals.size(), Column(spread.zone_totals.size(), 1.0)) {}

void SpreadSolver::tilt(std::size_t category) {
  const Column& field = spread_.fields[category];
  const double strength = strengths_[category];
  std::transform(
      field.begin(),
      field.end(),
      tilts_[category].begin(),
      [strength](double value) { return std::exp(strength * value); });
}

void SpreadSolver::fit(int sweeps) {
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (std::size_t k = 0; k < categories(); ++k) {
      const double placed = std::inner_product(
          base_.begin(), base_.end(), tilts_[k].begin(), 0.0);
      scales_[k] = static_cast<double>(spread_.totals[k]) / placed;
    }
    for (std::size_t z = 0; z < zones(); ++z) {
      double load = 0;
      for (std::size_t k = 0; k < categories(); ++k) {
        load += scales_[k] * tilts_[k][z];
      }
      base_[z] = spread_.zone_totals[z] / load;
    }
  }
}

double SpreadSolver::solved_strength(std::size_t category,
                                     const Column& reference) const {
  const Column& field = spread_.fields[category];
  Column placed(zones());
  double low = 0;
  double high = largest_strength;
  for (int step = 0; step < halvings; ++step) {
    const double middle = 0.5 * (low + high);
    for (std::size_t z = 0; z < zones(); ++z) {
      placed[z] = base_[z] * std::exp(middle * field[z]);
    }
    const bool enough =
        dissimilarity_between(placed, reference) >= targets_[category];
    (enough ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

void SpreadSolver::follow_families() {
  for (std::size_t k = 0; k < categories(); ++k) {
    if (!std::isnan(targets_[k])) continue;
    double kin = 0, kin_count = 0, all = 0, all_count = 0;
    for (std::size_t other = 0; other < categories(); ++other) {
      if (std::isnan(targets_[other])) continue;
      all += strengths_[other];
      ++all_count;
      if (spread_.families[other] != spread_.families[k]) continue;
      kin += strengths_[other];
      ++kin_count;
    }
    if (kin_count > 0) {
      strengths_[k] = kin / kin_count;
    } else if (all_count > 0) {
      strengths_[k] = all / all_count;
    }
  }
}

void SpreadSolver::relax(int times) {
  const bool pairs = spread_.reference == SpreadReference::first_category;
  const std::size_t first = pairs ? 1 : 0;
  for (int time = 0; time < times; ++time) {
    fit(fitting_sweeps);
    // Category 0 is untilted where it is the reference: it lies as b_z does.
    const Column& reference = pairs ? base_ : spread_.zone_totals;
    for (std::size_t k = first; k < categories(); ++k) {
      if (std::isnan(targets_[k])) continue;
      strengths_[k] = solved_strength(k, reference);
    }
    if (pairs) {
      const double none = strengths_[0];
      follow_families();
      strengths_[0] = none;
    } else {
      follow_families();
    }
    for (std::size_t k = first; k < categories(); ++k) tilt(k);
  }
  fit(fitting_sweeps);
}

ZoneCounts SpreadSolver::rounded() const {
  ZoneCounts counts{zones(), categories()};
  Column column(zones());
  for (std::size_t k = 0; k < categories(); ++k) {
    for (std::size_t z = 0; z < zones(); ++z) {
      column[z] = base_[z] * tilts_[k][z];
    }
    DrawAddress address = address_;
    address.step = k;
    const double offset = Draws{address}.uniform();
    const auto shares = rounded_shares(column, spread_.totals[k], offset);
    for (std::size_t z = 0; z < zones(); ++z) {
      counts.at(ZoneId{z}, k) = static_cast<std::int32_t>(shares[z]);
    }
  }
  return counts;
}

/// Moves each aim by what rounding and the last relaxation missed.
void SpreadSolver::correct(const ZoneCounts& counts) {
  const bool pairs = spread_.reference == SpreadReference::first_category;
  Column column(zones()), other(zones());
  for (std::size_t k = 0; k < categories(); ++k) {
    if (std::isnan(targets_[k])) continue;
    for (std::size_t z = 0; z < zones(); ++z) {
      const ZoneId zone{z};
      column[z] = counts.at(zone, k);
      other[z] = pairs ? counts.at(zone, 0)
                       : static_cast<double>(counts.zone_total(zone)) -
                             counts.at(zone, k);
    }
    const double missed =
        spread_.targets[k] - dissimilarity_between(column, other);
    const double part = static_cast<double>(spread_.totals[k]) /
                        static_cast<double>(counts.total());
    targets_[k] += pairs ? missed : against_everyone(missed, part);
    targets_[k] = std::clamp(targets_[k], 0.0, 0.999);
  }
}

ZoneCounts SpreadSolver::solve() {
  if (spread_.reference == SpreadReference::everyone_else) {
    const double all = static_cast<double>(std::accumulate(
        spread_.totals.begin(), spread_.totals.end(), std::int64_t{0}));
    for (std::size_t k = 0; k < categories(); ++k) {
      targets_[k] = against_everyone(
          targets_[k], static_cast<double>(spread_.totals[k]) / all);
    }
  }
  relax(relaxations);
  for (int time = 0; time < corrections; ++time) {
    correct(rounded());
    relax(relaxations / 8);
  }
  return rounded();
}

}  // namespace

ZoneCounts spread_counts(const Spread& spread, DrawAddress address) {
  return SpreadSolver{spread, address}.solve();
}

std::vector<std::int64_t> rounded_shares(std::span<const double> weights,
                                         std::int64_t total,
                                         double offset) {
  const double unit = static_cast<double>(total) / sum(weights);
  std::vector<std::int64_t> shares(weights.size());
  double running = 0;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    running += weights[i];
    const bool last = i + 1 == weights.size();
    const auto reached =
        static_cast<std::int64_t>(std::floor(running * unit + offset));
    const std::int64_t next = last ? total : std::clamp(reached, given, total);
    shares[i] = next - given;
    given = next;
  }
  return shares;
}

std::vector<double> shares_within(std::span<const double> weights,
                                  std::span<const double> low,
                                  std::span<const double> high,
                                  double total) {
  if (total < sum(low) || total > sum(high)) {
    throw std::invalid_argument{"the bounds do not allow the total"};
  }
  std::vector<double> shares(weights.size());
  const auto scale = [&](double factor) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      shares[i] = std::clamp(factor * weights[i], low[i], high[i]);
    }
    return sum(shares);
  };
  double less = 0;
  double more = total / sum(weights);
  while (scale(more) < total) more *= 2;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (less + more);
    (scale(middle) < total ? less : more) = middle;
  }
  scale(more);
  return shares;
}

double dissimilarity_between(std::span<const double> a,
                             std::span<const double> b) {
  const double per_a = 1.0 / sum(a);
  const double per_b = 1.0 / sum(b);
  double difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference += std::abs(a[i] * per_a - b[i] * per_b);
  }
  return 0.5 * difference;
}

}  // namespace mingle
