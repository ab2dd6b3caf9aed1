// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <mingle/engine/student.h>

namespace mingle {
namespace {

/// Continued fraction of the incomplete beta function (Abramowitz and Stegun
/// 26.5.8), evaluated from the front with two running ratios (Lentz 1976).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  constexpr double precision = 1e-16;
  constexpr int most_terms = 10000;
  const auto away_from_zero = [](double value) {
    return std::abs(value) < tiny ? tiny : value;
  };
  double numerator = 1;
  double denominator = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = denominator;
  for (int m = 1; m < most_terms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / away_from_zero(1 + even * denominator);
    numerator = away_from_zero(1 + even / numerator);
    value *= denominator * numerator;
    const double odd =
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / away_from_zero(1 + odd * denominator);
    numerator = away_from_zero(1 + odd / numerator);
    const double step = denominator * numerator;
    value *= step;
    if (std::abs(step - 1) < precision) break;
  }
  return value;
}

/// Regularised incomplete beta function I_x(a, b), given also y = 1 - x,
/// which may be too small to come from x.
double incomplete_beta(double a, double b, double x, double y) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
               a * std::log(x) + b * std::log(y));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, y) / b;
}

/// Probability that t exceeds `t`, for t >= 0.
double upper_tail(double t, double freedom) {
  const double sum = freedom + t * t;
  return 0.5 * incomplete_beta(freedom / 2, 0.5, freedom / sum, t * t / sum);
}

}  // namespace

double student_t_cdf(double t, double freedom) {
  if (std::isnan(t)) return t;
  if (std::isinf(t)) return t > 0 ? 1 : 0;
  const double tail = upper_tail(std::abs(t), freedom);
  return t > 0 ? 1 - tail : tail;
}

double student_t_quantile(double p, double freedom) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (p <= 0) return -infinity;
  if (p >= 1) return infinity;
  if (p == 0.5) return 0;
  const double tail = p < 0.5 ? p : 1 - p;
  double low = 0;
  double high = 1;
  while (upper_tail(high, freedom) > tail) high *= 2;
  // Halving is slow but sure; there are a few hundred quantiles in a report.
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (upper_tail(middle, freedom) > tail ? low : high) = middle;
  }
  return p < 0.5 ? -high : high;
}

}  // namespace mingle
