// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/levers/prior.h>

namespace mingle::levers {
namespace {

/// Gamma deviate of shape `k` and scale 1.
/// @source Marsaglia and Tsang 2000, A simple method for generating gamma
///         variables.
double gamma_deviate(double k, Draws& draws) {
  if (k < 1.0) {
    const double u = draws.uniform();
    return gamma_deviate(k + 1.0, draws) * std::pow(u, 1.0 / k);
  }
  const double d = k - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  while (true) {
    const double x = draws.normal();
    const double v = std::pow(1.0 + c * x, 3.0);
    const double u = draws.uniform();
    if (v <= 0.0) continue;
    if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double triangular(const Prior& prior, double u) {
  const double width = prior.c - prior.a;
  if (width <= 0.0) return prior.a;
  const double split = (prior.b - prior.a) / width;
  return u < split ? prior.a + std::sqrt(u * width * (prior.b - prior.a))
                   : prior.c - std::sqrt((1 - u) * width * (prior.c - prior.b));
}

double draw_once(const Prior& prior, double value, Draws& draws) {
  using enum Prior::Family;
  switch (prior.family) {
    case fixed:
      return value;
    case uniform:
      return prior.a + (prior.b - prior.a) * draws.uniform();
    case loguniform:
      return prior.a * std::pow(prior.b / prior.a, draws.uniform());
    case normal:
      return prior.a + prior.b * draws.normal();
    case lognormal:
      return prior.a * std::exp(prior.b * draws.normal());
    case beta: {
      const double x = gamma_deviate(prior.a, draws);
      return x / (x + gamma_deviate(prior.b, draws));
    }
    case triangular:
      return levers::triangular(prior, draws.uniform());
    case choice:
      return prior.options[draws.below(prior.options.size())];
  }
  return value;
}

}  // namespace

double sample(const Prior& prior, double value, Draws& draws) {
  constexpr int attempts = 1000;
  if (prior.family == Prior::Family::fixed) return value;
  double drawn = value;
  for (int i = 0; i < attempts; ++i) {
    drawn = draw_once(prior, value, draws);
    if (drawn >= prior.low && drawn <= prior.high) return drawn;
  }
  return std::clamp(drawn, prior.low, prior.high);
}

}  // namespace mingle::levers
