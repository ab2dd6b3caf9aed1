// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Discrete random numbers by inversion from the mode outwards: one uniform
// number gives one draw, and the work grows with the standard deviation.
#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/indices/inference.h>

namespace mingle {

namespace {

/// ln n!, to about 1e-15 relative: summed below 256, Stirling's series above.
/// (std::lgamma writes a global and is not for threads.)
double log_factorial(std::int64_t n) {
  static const std::array<double, 256> small = [] {
    std::array<double, 256> sums{};
    for (std::size_t k = 2; k < sums.size(); ++k) {
      sums[k] = sums[k - 1] + std::log(static_cast<double>(k));
    }
    return sums;
  }();
  if (n < static_cast<std::int64_t>(small.size())) {
    return small[static_cast<std::size_t>(n)];
  }
  const auto x = static_cast<double>(n);
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double r = 1 / x;
  const double series = r * (1.0 / 12 - r * r * (1.0 / 360 - r * r / 1260));
  return (x + 0.5) * std::log(x) - x + half_log_two_pi + series;
}

double log_choose(std::int64_t n, std::int64_t k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

/// Walks outwards from the mode, taking probabilities off `uniform` until it
/// is used up. `up(k)` is P(k+1)/P(k), `down(k)` is P(k-1)/P(k).
template <class Up, class Down>
std::int64_t invert(std::int64_t low,
                    std::int64_t high,
                    std::int64_t mode,
                    double at_mode,
                    double uniform,
                    const Up& up,
                    const Down& down) {
  uniform -= at_mode;
  if (uniform <= 0) return mode;
  std::int64_t above = mode;
  std::int64_t below = mode;
  double p_above = at_mode;
  double p_below = at_mode;
  while (above < high || below > low) {
    if (above < high) {
      p_above *= up(above);
      ++above;
      uniform -= p_above;
      if (uniform <= 0) return above;
    }
    if (below > low) {
      p_below *= down(below);
      --below;
      uniform -= p_below;
      if (uniform <= 0) return below;
    }
    if (p_above + p_below < 1e-300) break;
  }
  // What rounding left over (below 1e-8) belongs to the mode.
  return mode;
}

}  // namespace

std::int64_t draw_binomial(std::int64_t trials, double chance, double uniform) {
  if (trials <= 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  const auto n = static_cast<double>(trials);
  const auto mode =
      std::min(trials, static_cast<std::int64_t>((n + 1) * chance));
  const auto m = static_cast<double>(mode);
  const double at_mode =
      std::exp(log_choose(trials, mode) + m * std::log(chance) +
               (n - m) * std::log1p(-chance));
  const double odds = chance / (1 - chance);
  return invert(
      0,
      trials,
      mode,
      at_mode,
      uniform,
      [&](std::int64_t k) {
        const auto x = static_cast<double>(k);
        return (n - x) / (x + 1) * odds;
      },
      [&](std::int64_t k) {
        const auto x = static_cast<double>(k);
        return x / ((n - x + 1) * odds);
      });
}

std::int64_t draw_hypergeometric(std::int64_t all,
                                 std::int64_t marked,
                                 std::int64_t drawn,
                                 double uniform) {
  const std::int64_t low = std::max<std::int64_t>(0, drawn - (all - marked));
  const std::int64_t high = std::min(marked, drawn);
  if (low >= high) return low;
  const auto n = static_cast<double>(all);
  const auto k = static_cast<double>(marked);
  const auto d = static_cast<double>(drawn);
  const auto guess = static_cast<std::int64_t>((d + 1) * ((k + 1) / (n + 2)));
  const std::int64_t mode = std::clamp(guess, low, high);
  const double at_mode =
      std::exp(log_choose(marked, mode) +
               log_choose(all - marked, drawn - mode) - log_choose(all, drawn));
  return invert(
      low,
      high,
      mode,
      at_mode,
      uniform,
      [&](std::int64_t v) {
        const auto x = static_cast<double>(v);
        return (k - x) * (d - x) / ((x + 1) * (n - k - d + x + 1));
      },
      [&](std::int64_t v) {
        const auto x = static_cast<double>(v);
        return x * (n - k - d + x) / ((k - x + 1) * (d - x + 1));
      });
}

}  // namespace mingle
