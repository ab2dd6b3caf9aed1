// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mingle {

/// How two scenarios that share their random numbers are compared.
struct PairedSettings {
  double level = 0.95;  ///< of the intervals
  /// Differences within +-margin count as none, in the unit of the values;
  /// 0 tests no equivalence.
  double margin = 0.005;
  std::size_t resamples = 2000;  ///< of the bootstrap; 0 leaves it out
  std::uint64_t seed = 0;
  std::uint64_t subject = 0;  ///< what the draws of the bootstrap belong to
};

/// Mean paired difference, other less base, and what can be said of it. A
/// number that needs more pairs than there are, or a pair that is undefined,
/// is NaN.
struct PairedResult {
  std::size_t pairs = 0;
  double base_mean = 0;
  double other_mean = 0;
  double difference = 0;
  double sd_difference = 0;
  double low = 0;  ///< t interval
  double high = 0;
  double bootstrap_low = 0;  ///< percentile interval
  double bootstrap_high = 0;
  double p_value = 1;  ///< two-sided t test of no difference
  /// sd of the paired difference over that of two independent runs.
  double sd_ratio = 0;
  /// How many times as many independent runs would be as precise: 1 / ratio^2.
  double variance_reduction = 0;
  /// Found with about 80 percent probability: 2.8 standard errors.
  double detectable = 0;
  /// The larger p value of the two one-sided tests against -margin and
  /// margin: below 1 - level, the difference is practically none.
  double equivalence_p = 1;
  /// No pair differs in any digit.
  bool identical = false;
};

/// @param base, other  one number for each replicate, in the same order
/// @source model.md 6.6; Schuirmann 1987 for the equivalence test; Efron and
///         Tibshirani 1993 for the bootstrap
PairedResult compare_pairs(std::span<const double> base,
                           std::span<const double> other,
                           const PairedSettings& settings);

/// Mean of some replicates with its t interval; NaN with fewer than two.
struct MeanInterval {
  double mean = 0;
  double sd = 0;
  double low = 0;
  double high = 0;
};
MeanInterval mean_interval(std::span<const double> values, double level = 0.95);

/// p values adjusted for their number by Holm's step-down method, in the
/// order given. NaN stays NaN and does not count.
/// @source Holm 1979, A simple sequentially rejective multiple test procedure
std::vector<double> holm(std::span<const double> p_values);

/// Ratio of two paired means, e.g. pounds per unit of effect.
struct RatioResult {
  double ratio = 0;
  /// The interval, where the denominator differs from 0; NaN otherwise, for
  /// then no finite interval holds the ratio.
  double low = 0;
  double high = 0;
};
/// @source Fieller 1954, Some problems in interval estimation
RatioResult ratio_of_means(std::span<const double> numerators,
                           std::span<const double> denominators,
                           double level = 0.95);

}  // namespace mingle
