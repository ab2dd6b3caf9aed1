// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace mingle::hindcast {

/// The mean of an expensive forecast, helped by a cheap one of the same draws
/// whose mean over many draws is known.
struct ControlledMean {
  double plain = 0;             ///< mean of the values
  double plain_error = 0;       ///< its standard error
  double controlled = 0;        ///< mean with the control
  double controlled_error = 0;  ///< its standard error
  double coefficient = 0;       ///< of the control, from all values
  double correlation = 0;
  /// Variance of the plain mean over that of the controlled one; below 1
  /// where the control does harm.
  double gain = 1;
};

/// Least replicates for which a coefficient is estimated.
inline constexpr std::size_t least_for_control = 4;

/// Each value is corrected with a coefficient estimated from all others,
/// which keeps the mean unbiased however few there are; the standard error is
/// that of the corrected values. Few values make the coefficient uncertain:
/// with n of them the variance is (n - 2) / (n - 3) times that with the true
/// one if all is normal, so that weak controls do more harm than good. With
/// fewer than `least_for_control` values, or a control without spread, the
/// coefficient is 0.
/// @param values, controls  one a replicate, of the same draws
/// @param control_mean      of the control over the distribution of draws
/// @source Lavenberg and Welch 1981 (controls); Avramidis and Wilson 1993
///         (splitting, which takes the bias away).
ControlledMean controlled_mean(std::span<const double> values,
                               std::span<const double> controls,
                               double control_mean);

}  // namespace mingle::hindcast
