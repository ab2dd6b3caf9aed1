// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "migrant_destinations.h"

#include "proportional_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {
namespace {

/// More than enough: margins are met to a millionth after about twenty.
constexpr int most_rounds = 200;
constexpr double close_enough = 1e-6;

/// Moves by origin, destination and group as products of factors.
class Fit {
 public:
  explicit Fit(const MigrantMargins& margins)
      : given_{margins},
        count_{margins.authorities},
        groups_{margins.groups},
        comers_{comers(margins)},
        leaving_(count_ * groups_, 1.0),
        coming_(count_ * groups_, 1.0),
        pairs_(count_ * count_, 1.0) {
    for (int round = 0; round < most_rounds; ++round) {
      if (fit_margins() < close_enough) break;
      fit_pairs();
    }
    fit_pairs();
  }

  double moves(std::size_t from, std::size_t to, std::size_t group) const {
    return given_.between[from * count_ + to] * pairs_[from * count_ + to] *
           leaving_[from * groups_ + group] * coming_[to * groups_ + group];
  }

 private:
  /// Who comes, destination x group: of the given composition, as many as
  /// move, and of each group as many as leave.
  static Weights comers(const MigrantMargins& margins) {
    const std::size_t count = margins.authorities;
    std::vector<double> moves(count, 0.0);
    std::vector<double> left(margins.groups, 0.0);
    Weights weights{count, margins.groups};
    for (std::size_t from = 0; from < count; ++from) {
      for (std::size_t to = 0; to < count; ++to) {
        moves[to] += margins.between[from * count + to];
      }
      for (std::size_t g = 0; g < margins.groups; ++g) {
        left[g] += margins.leavers[from * margins.groups + g];
      }
    }
    weights.values = margins.composition;
    fit_proportionally(moves, left, weights);
    return weights;
  }

  /// @returns the largest change of a factor, as a share of it
  double fit_margins() {
    std::vector<double> sums(count_ * groups_, 0.0);
    for_cells([&](std::size_t from, std::size_t to, double moves) {
      const double* coming = coming_.data() + to * groups_;
      double* sum = sums.data() + from * groups_;
      for (std::size_t g = 0; g < groups_; ++g) sum[g] += moves * coming[g];
    });
    double changed = scale_to(given_.leavers, sums, leaving_);
    std::fill(sums.begin(), sums.end(), 0.0);
    for_cells([&](std::size_t from, std::size_t to, double moves) {
      const double* leaving = leaving_.data() + from * groups_;
      double* sum = sums.data() + to * groups_;
      for (std::size_t g = 0; g < groups_; ++g) sum[g] += moves * leaving[g];
    });
    changed = std::max(changed, scale_to(comers_.values, sums, coming_));
    return changed;
  }

  static double scale_to(const std::vector<double>& wanted,
                         const std::vector<double>& sums,
                         std::vector<double>& factors) {
    double changed = 0;
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const double factor = sums[i] > 0 ? wanted[i] / sums[i] : 0.0;
      if (factors[i] > 0) {
        changed = std::max(changed, std::abs(factor / factors[i] - 1));
      }
      factors[i] = factor;
    }
    return changed;
  }

  void fit_pairs() {
    for (std::size_t from = 0; from < count_; ++from) {
      for (std::size_t to = 0; to < count_; ++to) {
        double sum = 0;
        for (std::size_t g = 0; g < groups_; ++g) {
          sum += leaving_[from * groups_ + g] * coming_[to * groups_ + g];
        }
        if (sum > 0) pairs_[from * count_ + to] = 1 / sum;
      }
    }
  }

  template <class F>
  void for_cells(const F& visit) const {
    for (std::size_t from = 0; from < count_; ++from) {
      for (std::size_t to = 0; to < count_; ++to) {
        const std::size_t at = from * count_ + to;
        if (given_.between[at] > 0) {
          visit(from, to, given_.between[at] * pairs_[at]);
        }
      }
    }
  }

  const MigrantMargins& given_;
  std::size_t count_;
  std::size_t groups_;
  Weights comers_;
  std::vector<double> leaving_;  ///< origin x group
  std::vector<double> coming_;   ///< destination x group
  std::vector<double> pairs_;    ///< origin x destination
};

/// Of the leavers of a group, or of all if it has none, those who stay in the
/// study.
double share_within(const MigrantMargins& margins,
                    std::size_t from,
                    std::size_t group) {
  const std::size_t first = from * margins.groups;
  const auto of = [&](const std::vector<double>& persons) {
    if (margins.leavers[first + group] > 0) return persons[first + group];
    return std::accumulate(
        persons.begin() + static_cast<std::ptrdiff_t>(first),
        persons.begin() + static_cast<std::ptrdiff_t>(first + margins.groups),
        0.0);
  };
  const double within = of(margins.leavers);
  return within > 0 ? within / (within + of(margins.to_outside)) : 0.0;
}

}  // namespace

std::vector<double> migrant_destinations(const MigrantMargins& margins) {
  const Fit fit{margins};
  const std::size_t count = margins.authorities;
  std::vector<double> cumulative;
  cumulative.reserve(margins.groups * count * count);
  for (std::size_t g = 0; g < margins.groups; ++g) {
    for (std::size_t from = 0; from < count; ++from) {
      std::vector<double> moves(count);
      for (std::size_t to = 0; to < count; ++to) {
        moves[to] = fit.moves(from, to, g);
      }
      double all = std::accumulate(moves.begin(), moves.end(), 0.0);
      if (!(all > 0)) {  // no leavers, or wanted nowhere: as all go
        std::copy_n(
            margins.between.begin() + static_cast<std::ptrdiff_t>(from * count),
            count,
            moves.begin());
        all = std::accumulate(moves.begin(), moves.end(), 0.0);
      }
      const double scale = all > 0 ? share_within(margins, from, g) / all : 0.0;
      double passed = 0;
      for (std::size_t to = 0; to < count; ++to) {
        passed += moves[to];
        cumulative.push_back(std::min(passed * scale, 1.0));
      }
    }
  }
  return cumulative;
}

}  // namespace mingle
