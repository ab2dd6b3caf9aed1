// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/minimise.h>
#include <mingle/engine/hindcast/twin.h>

namespace mingle::hindcast {

/// How the twin is fitted.
struct FitSettings {
  /// Standard deviation of authorities' own u_ga while fitting (the penalty
  /// that keeps one authority from bending the common parameters).
  double effect_spread = 0.3;
  /// Weight of the likelihood. Zones near each other err together, so those
  /// of an authority tell less than as many independent ones.
  double evidence = 0.01;
  /// Authorities with fewer outside the largest group than this share count
  /// in proportion: they say little of who lives where.
  double telling_minority = 0.1;
  MinimiseSettings minimise{12, 100, 0.1, 5};
};

struct TwinFit {
  std::vector<double> parameters;
  std::vector<std::vector<double>> effects;  ///< u_ga of each area fitted
  double objective = 0;  ///< minus log-likelihood plus penalties
  int iterations = 0;
  bool converged = false;
};

/// Fits parameters and authority effects together (penalised likelihood).
/// @param areas  positions in `all` to fit on
TwinFit fit_twin(const TwinLayout& layout,
                 const TwinSettings& settings,
                 std::span<const TwinArea> all,
                 std::span<const std::size_t> areas,
                 const FitSettings& fit);

/// u_ga of one area given the common parameters, with their penalty.
std::vector<double> fit_effects(const TwinLayout& layout,
                                const TwinSettings& settings,
                                const TwinArea& area,
                                std::span<const double> parameters,
                                const FitSettings& fit);

/// Parts the authorities: fold of each. Drawn by seed, sizes differ by one.
std::vector<std::size_t> random_folds(std::size_t authorities,
                                      std::size_t folds,
                                      std::uint64_t seed);

/// One fold for each region, in order of their codes.
std::vector<std::size_t> region_folds(const Panel& panel);

/// The twin fitted once for each fold, without the authorities of that fold.
struct CrossFit {
  std::vector<std::size_t> fold;  ///< of each authority
  std::vector<TwinFit> fits;      ///< by fold, fitted on all other folds
  /// u_ga of each authority under the fit that has not seen it.
  std::vector<std::vector<double>> effects;

  const std::vector<double>& parameters_for(std::size_t authority) const {
    return fits[fold[authority]].parameters;
  }
};

CrossFit cross_fit(const TwinLayout& layout,
                   const TwinSettings& settings,
                   std::span<const TwinArea> areas,
                   std::vector<std::size_t> folds,
                   const FitSettings& fit);

/// Standard error of each parameter by leaving out one fold at a time:
/// (K - 1)/K times the sum of squares about the mean of the K fits.
/// @source Efron and Stein 1981 (jackknife of groups).
std::vector<double> jackknife_errors(const CrossFit& cross);

}  // namespace mingle::hindcast
