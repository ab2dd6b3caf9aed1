// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>

namespace mingle {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// a / b, or undefined where b is 0.
inline double ratio(double a, double b) {
  return b == 0 ? undefined : a / b;
}

/// v ln v, 0 at 0.
inline double v_log_v(double v) {
  return v > 0 ? v * std::log(v) : 0;
}

/// -sum of p ln p for p and 1 - p.
inline double binary_entropy(double p) {
  return -v_log_v(p) - v_log_v(1 - p);
}

}  // namespace mingle
