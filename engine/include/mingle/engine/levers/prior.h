// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include <mingle/engine/random.h>

namespace mingle::levers {

/// A distribution of one number, cut to [low, high].
struct Prior {
  enum class Family : std::uint8_t {
    fixed,
    uniform,     ///< a to b
    loguniform,  ///< a to b
    normal,      ///< mean a, standard deviation b
    lognormal,   ///< median a, standard deviation of the logarithm b
    beta,        ///< shapes a and b
    triangular,  ///< lowest a, likeliest b, highest c
    choice       ///< one of `options`
  };
  Family family = Family::fixed;
  double a = 0;
  double b = 0;
  double c = 0;
  std::vector<double> options;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// A number from the prior; `value` if it is fixed. Draws again while outside
/// [low, high], a thousand times at most, then the nearest bound.
double sample(const Prior& prior, double value, Draws& draws);

}  // namespace mingle::levers
