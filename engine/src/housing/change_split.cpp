// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <mingle/engine/housing/change_split.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

/// Steps of the way from start to end. Between kinks the integrand is smooth;
/// what the midpoint rule misses is given back in equal proportion.
constexpr int steps = 32;

/// The counts of all groups on the way, group by group.
class Way {
 public:
  Way(const GroupCounts& last, std::span<const GroupCounts> changes)
      : zones_{last.zones()}, groups_{last.columns()}, causes_{changes.size()} {
    last_.resize(groups_ * zones_);
    change_.assign(groups_ * zones_, 0.0);
    totals_.assign(groups_, 0.0);
    change_totals_.assign(groups_, 0.0);
    by_cause_.resize(causes_ * groups_ * zones_);
    for (std::size_t g = 0; g < groups_; ++g) {
      for (std::size_t z = 0; z < zones_; ++z) {
        last_[g * zones_ + z] = last.values()[z * groups_ + g];
        totals_[g] += last.values()[z * groups_ + g];
        for (std::size_t c = 0; c < causes_; ++c) {
          const double change = changes[c].values()[z * groups_ + g];
          by_cause_[(c * groups_ + g) * zones_ + z] = change;
          change_[g * zones_ + z] += change;
          change_totals_[g] += change;
        }
      }
    }
  }

  std::size_t zones() const { return zones_; }
  std::size_t groups() const { return groups_; }
  std::size_t causes() const { return causes_; }

  /// Persons of a group by zone at the end, and their change on the way.
  const double* last(std::size_t group) const {
    return last_.data() + group * zones_;
  }
  const double* change(std::size_t group) const {
    return change_.data() + group * zones_;
  }
  /// The part of the change that is due to a cause.
  const double* change(std::size_t cause, std::size_t group) const {
    return by_cause_.data() + (cause * groups_ + group) * zones_;
  }
  /// Persons of a group at the point t in [0, 1].
  double total(std::size_t group, double t) const {
    return totals_[group] - (1.0 - t) * change_totals_[group];
  }

 private:
  std::size_t zones_;
  std::size_t groups_;
  std::size_t causes_;
  std::vector<double> last_;
  std::vector<double> change_;
  std::vector<double> totals_;
  std::vector<double> change_totals_;
  std::vector<double> by_cause_;
};

/// One group of a pair: what the index gains on the way for each person more.
struct Side {
  Side(const Way& way, std::size_t group)
      : last{way.last(group)},
        change{way.change(group)},
        gains(way.zones(), 0.0) {}

  double at(std::size_t zone, double t) const {
    return last[zone] - (1.0 - t) * change[zone];
  }
  /// Part of the change of the index that is due to a cause.
  double part(const double* cause) const {
    double sum = 0;
    for (std::size_t z = 0; z < gains.size(); ++z) {
      sum += cause[z] * (gains[z] - diluted);
    }
    return sum;
  }

  const double* last;
  const double* change;
  std::vector<double>
      gains;           ///< from one more in a zone, shares of others kept
  double diluted = 0;  ///< lost by one more anywhere, as other shares fall
};

/// Parts of the change of one pair, by cause.
class PairSplit {
 public:
  PairSplit(const Way& way, std::size_t a, std::size_t b)
      : parts(way.causes(), 0.0),
        way_{way},
        a_{a},
        b_{b},
        of_a_{way, a},
        of_b_{way, b} {}

  double dissimilarity(double t) const {
    const double total_a = way_.total(a_, t);
    const double total_b = way_.total(b_, t);
    double sum = 0;
    for (std::size_t z = 0; z < way_.zones(); ++z) {
      sum += std::abs(of_a_.at(z, t) / total_a - of_b_.at(z, t) / total_b);
    }
    return 0.5 * sum;
  }

  bool defined() const {
    for (const double t : {0.0, 1.0}) {
      if (way_.total(a_, t) <= 0 || way_.total(b_, t) <= 0) return false;
    }
    return true;
  }

  void integrate() {
    for (int k = 0; k < steps; ++k) add_gradient((k + 0.5) / steps);
    double sum = 0;
    double size = 0;
    for (std::size_t c = 0; c < parts.size(); ++c) {
      parts[c] =
          of_a_.part(way_.change(c, a_)) - of_b_.part(way_.change(c, b_));
      sum += parts[c];
      size += std::abs(parts[c]);
    }
    const double missed = dissimilarity(1.0) - dissimilarity(0.0) - sum;
    if (size == 0) return;
    for (double& part : parts) part += missed * std::abs(part) / size;
  }

  std::vector<double> parts;

 private:
  void add_gradient(double t) {
    const double total_a = way_.total(a_, t);
    const double total_b = way_.total(b_, t);
    const double step_a = 0.5 / steps / total_a;
    const double step_b = 0.5 / steps / total_b;
    for (std::size_t z = 0; z < way_.zones(); ++z) {
      const double share_a = of_a_.at(z, t) / total_a;
      const double share_b = of_b_.at(z, t) / total_b;
      const double sign = static_cast<double>(share_a > share_b) -
                          static_cast<double>(share_a < share_b);
      of_a_.gains[z] += sign * step_a;
      of_b_.gains[z] += sign * step_b;
      of_a_.diluted += sign * share_a * step_a;
      of_b_.diluted += sign * share_b * step_b;
    }
  }

  const Way& way_;
  std::size_t a_;
  std::size_t b_;
  Side of_a_;
  Side of_b_;
};

}  // namespace

std::vector<double> split_dissimilarity_change(
    const GroupCounts& last,
    std::span<const GroupCounts> changes) {
  const Way way{last, changes};
  const std::size_t groups = way.groups();
  const std::size_t pairs = groups * groups;
  std::vector<double> split(way.causes() * pairs, 0.0);
  parallel_for_blocks(pairs, 1, [&](std::size_t p, std::size_t, std::size_t) {
    const std::size_t a = p / groups;
    const std::size_t b = p % groups;
    if (a >= b) return;
    PairSplit pair{way, a, b};
    const bool defined = pair.defined();
    if (defined) pair.integrate();
    for (std::size_t c = 0; c < way.causes(); ++c) {
      const double part =
          defined ? pair.parts[c] : std::numeric_limits<double>::quiet_NaN();
      split[c * pairs + a * groups + b] = part;
      split[c * pairs + b * groups + a] = part;
    }
  });
  return split;
}

}  // namespace mingle::housing
