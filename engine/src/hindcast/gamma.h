// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace mingle::hindcast {

/// Logarithm of the gamma function and its derivative, for x > 0.
struct LogGamma {
  double value = 0;
  double slope = 0;  ///< digamma
};

/// Both at once, by the asymptotic series after shifting x above 8: errors
/// below 1e-12 of the larger of 1 and the value. Unlike std::lgamma it sets
/// no global sign, so threads may call it.
/// @source Abramowitz and Stegun 6.1.41, 6.3.18.
inline LogGamma log_gamma(double x) {
  double product = 1;
  double shift = 0;
  while (x < 8) {
    product *= x;
    shift += 1 / x;
    x += 1;
  }
  const double log_x = std::log(x);
  const double r = 1 / x;
  const double r2 = r * r;
  const double series =
      r *
      (1.0 / 12 - r2 * (1.0 / 360 -
                        r2 * (1.0 / 1260 -
                              r2 * (1.0 / 1680 -
                                    r2 * (1.0 / 1188 - r2 * 691.0 / 360360)))));
  const double tail =
      r2 *
      (1.0 / 12 -
       r2 * (1.0 / 120 -
             r2 * (1.0 / 252 -
                   r2 * (1.0 / 240 - r2 * (1.0 / 132 - r2 * 691.0 / 32760)))));
  constexpr double half_log_two_pi = 0.91893853320467274178;
  return {(x - 0.5) * log_x - x + half_log_two_pi + series - std::log(product),
          log_x - r / 2 - tail - shift};
}

}  // namespace mingle::hindcast
