// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "responses.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace mingle {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
/// Degrees of freedom below which a slope says nothing.
constexpr std::size_t least_freedom = 5;

bool varies(const std::vector<double>& values) {
  return values.size() > 1 &&
         std::all_of(values.begin(),
                     values.end(),
                     [](double value) { return std::isfinite(value); }) &&
         *std::min_element(values.begin(), values.end()) <
             *std::max_element(values.begin(), values.end());
}

std::vector<double> differences_of(const Comparison& comparison,
                                   const Measure& measure,
                                   std::size_t contrast) {
  const ComparedTable& table = comparison.tables[measure.table];
  const std::size_t times = comparison.dates_of(table.yearly).size();
  auto change = table.replicates(contrast + 1, times - 1, times, measure.cell);
  const auto base = table.replicates(0, times - 1, times, measure.cell);
  for (std::size_t r = 0; r < change.size(); ++r) change[r] -= base[r];
  return change;
}

}  // namespace

std::vector<Response> responses_of(const Comparison& comparison,
                                   const Measure& measure,
                                   std::size_t contrast) {
  std::vector<Response> responses;
  std::vector<std::vector<double>> columns;
  for (const LeverUse& lever : comparison.arms[contrast + 1].levers) {
    for (const LeverEffectUse& effect : lever.effects) {
      if (!varies(effect.values)) continue;
      Response one;
      one.effect = &effect;
      const auto [low, high] =
          std::minmax_element(effect.values.begin(), effect.values.end());
      one.lowest = *low;
      one.highest = *high;
      one.slope = {unknown, unknown, unknown};
      one.none_at = unknown;
      responses.push_back(one);
      columns.push_back(effect.values);
    }
  }
  const auto change = differences_of(comparison, measure, contrast);
  if (change.size() < columns.size() + 1 + least_freedom) return responses;
  const auto fit = fit_linear(change, columns);
  if (!fit || !(fit->residual_sd > 0)) return responses;
  const double mean = std::accumulate(change.begin(), change.end(), 0.0) /
                      static_cast<double>(change.size());
  for (std::size_t i = 0; i < responses.size(); ++i) {
    Response& one = responses[i];
    one.slope = fit->slopes[i];
    if (one.slope.low <= 0 && one.slope.high >= 0) continue;
    const auto& drawn = columns[i];
    const double centre = std::accumulate(drawn.begin(), drawn.end(), 0.0) /
                          static_cast<double>(drawn.size());
    one.none_at = centre - mean / one.slope.slope;
  }
  return responses;
}

}  // namespace mingle
