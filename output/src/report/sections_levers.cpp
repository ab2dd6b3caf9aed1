// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What the levers of the scenarios take, and what an effect costs.
#include "sections.h"
#include "words.h"

#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

/// Of the first measure; costs are given for so much of it.
constexpr double unit_of_effect = 0.01;

std::string count_words_of(const std::vector<double>& values,
                           const char* before) {
  const MeanInterval interval = mean_interval(values);
  if (!std::isfinite(interval.mean)) return "not known";
  const std::string mean = before + grouped(interval.mean);
  if (!std::isfinite(interval.low)) return "no interval";
  if (interval.low == interval.high) return mean + " in every replicate";
  return fmt::format("{} ({}{} to {}{})",
                     mean,
                     before,
                     grouped(interval.low),
                     before,
                     grouped(interval.high));
}

/// Pounds of all levers, by replicate; NaN where one is not known.
std::vector<double> whole_cost(const ComparedArm& arm) {
  std::vector<double> sum;
  for (const LeverUse& lever : arm.levers) {
    sum.resize(lever.cost.size(), 0.0);
    for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += lever.cost[r];
  }
  return sum;
}

std::string cost_of_effect(const Comparison& comparison, std::size_t contrast) {
  const Measure& lead = comparison.measures.front();
  const std::vector<double> cost = whole_cost(comparison.arms[contrast + 1]);
  const bool lower = lead.verdicts[contrast] == Verdict::lower;
  if (!lower && lead.verdicts[contrast] != Verdict::higher) {
    return "no effect is shown, so no price of one";
  }
  const ComparedTable& table = comparison.tables[lead.table];
  const std::size_t times = comparison.dates_of(table.yearly).size();
  auto effect = table.replicates(contrast + 1, times - 1, times, lead.cell);
  const auto base = table.replicates(0, times - 1, times, lead.cell);
  if (effect.size() != cost.size()) return "not known";
  for (std::size_t r = 0; r < effect.size(); ++r) {
    effect[r] =
        (lower ? base[r] - effect[r] : effect[r] - base[r]) / unit_of_effect;
  }
  const RatioResult price = ratio_of_means(cost, effect);
  if (!std::isfinite(price.low) || !std::isfinite(price.high)) {
    return "not known";
  }
  return fmt::format("£{} (£{} to £{}) for each {} {}",
                     grouped(price.ratio),
                     grouped(price.low),
                     grouped(price.high),
                     unit_of_effect,
                     lower ? "lower" : "higher");
}

}  // namespace

void add_levers(const Comparison& comparison, Html& page) {
  std::vector<std::vector<std::string>> uses{
      {"Scenario and lever", "People reached", "Their hours", "Cost"}};
  std::vector<std::vector<std::string>> prices{
      {"Scenario", "Cost (95% interval)", "Cost of an effect (95% interval)"}};
  for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
    const ComparedArm& one = comparison.arms[arm];
    for (const LeverUse& lever : one.levers) {
      uses.push_back({one.title + ": " + lever.label,
                      count_words_of(lever.people, ""),
                      count_words_of(lever.hours, ""),
                      count_words_of(lever.cost, "£")});
    }
    if (arm > 0 && !one.levers.empty() && !comparison.measures.empty()) {
      prices.push_back({one.title,
                        count_words_of(whole_cost(one), "£"),
                        cost_of_effect(comparison, arm - 1)});
    }
  }
  if (uses.size() == 1) return;
  page.raw("<section id=\"levers\" aria-labelledby=\"levers-title\">\n");
  page.element("h2", "Cost and reach", " id=\"levers-title\"");
  page.element("p",
               "Over the whole period, means over the replicates with 95% "
               "intervals. A cost that no source gives is not known, which is "
               "not the same as nothing. People are counted each time that "
               "they are reached.");
  page.table("What each lever takes", uses);
  if (prices.size() > 1) {
    page.table("What an effect costs, on " + comparison.measures.front().name,
               prices);
  }
  page.raw("</section>\n");
}

}  // namespace mingle
