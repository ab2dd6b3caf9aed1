// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/hindcast/twin.h>

namespace mingle::hindcast {

/// One authority run forward year by year, and derivatives carried back.
/// Everything is zones x groups, row-major.
class TwinPath {
 public:
  TwinPath(const TwinLayout& layout,
           const TwinSettings& settings,
           const TwinArea& area,
           std::span<const double> parameters,
           const TwinEffects& effects);

  void run();
  /// People at the start of each year and after the last.
  const std::vector<std::vector<double>>& people() const { return people_; }
  /// People after the last year.
  const std::vector<double>& last() const { return people_.back(); }
  /// Adds derivatives by parameters and by effects.alpha (may be empty), given
  /// those of the value by last().
  void back(std::vector<double> people_slope,
            std::span<double> gradient,
            std::span<double> effect_gradient);

 private:
  /// What a year computes on its way.
  struct Year {
    std::vector<double> totals;      ///< by zone
    std::vector<double> shares;      ///< s
    std::vector<double> near;        ///< w
    std::vector<double> log_shares;  ///< ln s
    std::vector<double> log_near;    ///< ln w
    std::vector<double> pi;
    std::vector<double> kept;         ///< stay N
    std::vector<double> given;        ///< total at its end, by group
    std::vector<double> kept_totals;  ///< by group
    bool shrinks(std::size_t g) const { return kept_totals[g] > given[g]; }
  };

  double total_at(std::size_t group, int year) const;
  void measure(const std::vector<double>& people, int year, Year& out) const;
  void place(Year& out) const;
  std::vector<double> move(const std::vector<double>& people,
                           int year,
                           Year& out) const;
  std::vector<double> mix_at(int year) const;

  /// Derivatives of the value by what a year starts from and computes.
  struct Slopes {
    std::vector<double> people;
    std::vector<double> shares;
    std::vector<double> near;
    std::vector<double> totals;
    std::vector<double> utility;  ///< of ln pi before normalising
  };
  /// Sums over all years, handed out to the gradient at the end.
  struct Sums {
    std::vector<double> alpha;       ///< by group
    std::vector<double> near;        ///< by group
    std::vector<double> share;       ///< other x own
    std::vector<double> near_share;  ///< other x own
    std::vector<double> utility;     ///< zones x groups
    std::vector<double> kept;        ///< zones x groups
  };

  void back_moves(const Year& year,
                  const std::vector<double>& after,
                  Slopes& slopes,
                  Sums& sums) const;
  void back_utility(const Year& year, Slopes& slopes, Sums& sums) const;
  void back_shares(const Year& year, Slopes& slopes) const;
  void hand_out(const Sums& sums,
                std::span<double> gradient,
                std::span<double> effect_gradient) const;

  const TwinLayout& layout_;
  const TwinSettings& settings_;
  const TwinArea& area_;
  std::size_t zones_;
  std::size_t groups_;
  std::vector<double> alphas_;
  std::vector<double> nears_;                ///< nu, by group
  std::vector<double> share_;                ///< lambda, other x own
  std::vector<double> near_share_;           ///< mu, other x own
  std::vector<double> fixed_;                ///< beta . x + effects
  std::vector<double> stay_;                 ///< stay_g exp(rho . k)
  std::vector<std::vector<double>> people_;  ///< at the start of each year
  std::vector<Year> years_;
};

}  // namespace mingle::hindcast
