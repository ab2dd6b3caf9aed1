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

/// The counts of one pair of groups on the way, column by column.
class Way {
 public:
  Way(const GroupCounts& last, std::span<const GroupCounts> changes)
      : last_{last}, changes_{changes}, totals_(last.columns(), 0.0) {
    const std::size_t groups = last.columns();
    change_.assign(last.values().size(), 0.0);
    cause_totals_.assign(changes.size() * groups, 0.0);
    for (std::size_t c = 0; c < changes.size(); ++c) {
      const auto values = changes[c].values();
      for (std::size_t i = 0; i < values.size(); ++i) {
        change_[i] += values[i];
        cause_totals_[c * groups + i % groups] += values[i];
      }
    }
    for (std::size_t i = 0; i < change_.size(); ++i) {
      totals_[i % groups] += last.values()[i];
    }
  }

  std::size_t zones() const { return last_.zones(); }
  std::size_t groups() const { return last_.columns(); }
  std::size_t causes() const { return changes_.size(); }

  /// Persons of a group in a zone at the point t in [0, 1].
  double at(std::size_t zone, std::size_t group, double t) const {
    const std::size_t i = zone * groups() + group;
    return last_.values()[i] - (1.0 - t) * change_[i];
  }
  double total(std::size_t group, double t) const {
    double change = 0;
    for (std::size_t c = 0; c < causes(); ++c) change += cause(c, group);
    return totals_[group] - (1.0 - t) * change;
  }
  double cause(std::size_t c, std::size_t group) const {
    return cause_totals_[c * groups() + group];
  }
  double cause(std::size_t c, std::size_t zone, std::size_t group) const {
    return changes_[c].values()[zone * groups() + group];
  }

 private:
  const GroupCounts& last_;
  std::span<const GroupCounts> changes_;
  std::vector<double> totals_;
  std::vector<double> change_;
  std::vector<double> cause_totals_;
};

/// Parts of the change of one pair, by cause.
class PairSplit {
 public:
  PairSplit(const Way& way, std::size_t a, std::size_t b)
      : way_{way}, a_{a}, b_{b}, parts(way.causes(), 0.0) {}

  double dissimilarity(double t) const {
    const double total_a = way_.total(a_, t);
    const double total_b = way_.total(b_, t);
    double sum = 0;
    for (std::size_t z = 0; z < way_.zones(); ++z) {
      sum +=
          std::abs(way_.at(z, a_, t) / total_a - way_.at(z, b_, t) / total_b);
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
    for (const double part : parts) {
      sum += part;
      size += std::abs(part);
    }
    const double missed = dissimilarity(1.0) - dissimilarity(0.0) - sum;
    if (size == 0) return;
    for (double& part : parts) part += missed * std::abs(part) / size;
  }

 private:
  void add_gradient(double t) {
    const double total_a = way_.total(a_, t);
    const double total_b = way_.total(b_, t);
    for (std::size_t z = 0; z < way_.zones(); ++z) {
      const double share_a = way_.at(z, a_, t) / total_a;
      const double share_b = way_.at(z, b_, t) / total_b;
      if (share_a == share_b) continue;
      const double weight = (share_a > share_b ? 0.5 : -0.5) / steps;
      for (std::size_t c = 0; c < parts.size(); ++c) {
        const double change_a =
            way_.cause(c, z, a_) - share_a * way_.cause(c, a_);
        const double change_b =
            way_.cause(c, z, b_) - share_b * way_.cause(c, b_);
        parts[c] += weight * (change_a / total_a - change_b / total_b);
      }
    }
  }

  const Way& way_;
  std::size_t a_;
  std::size_t b_;

 public:
  std::vector<double> parts;
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
