// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "prices.h"

#include "measure_words.h"

#include <cmath>
#include <limits>

namespace mingle {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Indices and shares go by hundredths, counts by ones.
double unit_of(const Comparison& comparison, const Measure& measure) {
  return is_share(comparison.tables[measure.table]) ? unit_of_effect : 1.0;
}

}  // namespace

std::vector<double> whole_cost(const ComparedArm& arm) {
  std::vector<double> sum;
  for (const LeverUse& lever : arm.levers) {
    sum.resize(lever.cost.size(), 0.0);
    for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += lever.cost[r];
  }
  return sum;
}

RatioResult price_of_effect(const Comparison& comparison,
                            const Measure& measure,
                            std::size_t contrast) {
  const bool lower = measure.verdicts[contrast] == Verdict::lower;
  if (!lower && measure.verdicts[contrast] != Verdict::higher) {
    return {none, none, none};
  }
  const std::vector<double> cost = whole_cost(comparison.arms[contrast + 1]);
  const ComparedTable& table = comparison.tables[measure.table];
  const std::size_t times = comparison.dates_of(table.yearly).size();
  auto effect = table.replicates(contrast + 1, times - 1, times, measure.cell);
  const auto base = table.replicates(0, times - 1, times, measure.cell);
  if (cost.empty() || effect.size() != cost.size()) return {none, none, none};
  const double unit = unit_of(comparison, measure) * (lower ? -1.0 : 1.0);
  for (std::size_t r = 0; r < effect.size(); ++r) {
    effect[r] = (effect[r] - base[r]) / unit;
  }
  const RatioResult price = ratio_of_means(cost, effect);
  if (!std::isfinite(price.low) || !std::isfinite(price.high)) {
    return {none, none, none};
  }
  return price;
}

}  // namespace mingle
