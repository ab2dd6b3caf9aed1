// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include "measure_words.h"

#include <algorithm>
#include <cmath>

namespace mingle {
namespace {

constexpr double significance = 0.05;
/// Groups that have measures of their own.
constexpr std::size_t groups_shown = 3;

/// Rows of a dimension, most people first; as listed where nobody is counted.
std::vector<std::size_t> order_of(const Comparison& comparison,
                                  const std::string& dimension) {
  if (dimension.starts_with("group5")) return broad_order(comparison);
  if (dimension.starts_with("group")) return comparison.main_groups;
  std::vector<std::size_t> order;
  for (const ComparedScale& scale : comparison.scales) {
    if (scale.name != dimension) continue;
    for (std::size_t i = 0; i < scale.labels.size(); ++i) order.push_back(i);
  }
  return order;
}

using Cell = std::vector<std::size_t>;

/// Pairs of a matrix: of two tables that have a direction, both, and the
/// diagonal; of others, each group with the largest.
std::vector<Cell> pairs_of(const ComparedTable& table,
                           const std::vector<std::size_t>& order) {
  std::vector<Cell> cells;
  const std::size_t count = std::min(order.size(), groups_shown);
  if (!is_exposure(table)) {
    for (std::size_t i = 1; i < count; ++i)
      cells.push_back({order[i], order[0]});
    return cells;
  }
  if (order.size() > 1) {
    cells.push_back({order[1], order[0]});
    cells.push_back({order[0], order[1]});
  }
  for (std::size_t i = 0; i < count; ++i) cells.push_back({order[i], order[i]});
  return cells;
}

std::vector<Cell> cells_of(const Comparison& comparison,
                           const ComparedTable& table) {
  if (table.dimensions.empty()) return {Cell{}};
  const auto order = order_of(comparison, table.dimensions.front());
  if (table.dimensions.size() == 2 &&
      table.dimensions[1] == table.dimensions[0] + "_other") {
    return pairs_of(table, order);
  }
  if (table.dimensions.size() > 1) return {};
  std::vector<Cell> cells;
  const bool groups = table.dimensions.front().starts_with("group");
  for (const std::size_t row : order) {
    if (groups && cells.size() == groups_shown) break;
    cells.push_back({row});
  }
  return cells;
}

/// Tables that have measures, the leading one first.
std::vector<std::size_t> measured_tables(const Comparison& comparison) {
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < comparison.tables.size(); ++t) {
    if (is_measured(comparison.tables[t])) order.push_back(t);
  }
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rank_of(comparison.tables[a]) < rank_of(comparison.tables[b]);
      });
  return order;
}

std::size_t flat(const ComparedTable& table, const Cell& cell) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    at = at * table.shape[i] + cell[i];
  }
  return at;
}

std::vector<double> subtract(const std::vector<double>& a,
                             const std::vector<double>& b) {
  std::vector<double> result;
  for (std::size_t i = 0; i < a.size(); ++i) result.push_back(a[i] - b[i]);
  return result;
}

std::uint64_t seed_of(const Comparison& comparison) {
  const std::string& text = comparison.arms.front().seed;
  return text.empty() ? 0 : std::stoull(text);
}

/// Only shares and indices between 0 and 1 have the margin's unit.
double margin_of(const Comparison& comparison, const ComparedTable& table) {
  return is_share(table) ? comparison.margin : 0;
}

void compare_measure(const Comparison& comparison,
                     std::uint64_t number,
                     Measure& measure) {
  const ComparedTable& table = comparison.tables[measure.table];
  const std::size_t times = comparison.dates_of(table.yearly).size();
  const std::size_t arms = comparison.arms.size();
  measure.levels.resize(arms);
  measure.differences.resize(comparison.contrasts());
  PairedSettings settings;
  settings.margin = margin_of(comparison, table);
  settings.seed = seed_of(comparison);
  settings.subject = number;
  for (std::size_t t = 0; t < times; ++t) {
    const auto base = table.replicates(0, t, times, measure.cell);
    for (std::size_t arm = 0; arm < arms; ++arm) {
      const auto values = table.replicates(arm, t, times, measure.cell);
      measure.levels[arm].push_back(mean_interval(values));
      if (arm == 0) continue;
      measure.differences[arm - 1].push_back(
          mean_interval(subtract(values, base)));
      if (t + 1 < times) continue;
      measure.results.push_back(compare_pairs(base, values, settings));
    }
  }
}

void correct(Comparison& comparison) {
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    std::vector<double> p_values;
    std::vector<double> equivalence;
    for (const Measure& measure : comparison.measures) {
      p_values.push_back(measure.results[c].p_value);
      equivalence.push_back(measure.results[c].equivalence_p);
    }
    const std::vector<double> adjusted = holm(p_values);
    const std::vector<double> adjusted_equivalence = holm(equivalence);
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
      Measure& measure = comparison.measures[m];
      measure.holm_p.push_back(adjusted[m]);
      measure.holm_equivalence_p.push_back(adjusted_equivalence[m]);
      measure.verdicts.push_back(
          verdict_of(measure.results[c], adjusted[m], adjusted_equivalence[m]));
    }
  }
}

}  // namespace

Verdict verdict_of(const PairedResult& result,
                   double holm_p,
                   double holm_equivalence_p) {
  if (result.identical) return Verdict::same;
  if (!std::isfinite(result.low) || !std::isfinite(result.high)) {
    return Verdict::no_interval;
  }
  const bool beyond_chance = holm_p < significance;
  if (beyond_chance && result.high < 0) return Verdict::lower;
  if (beyond_chance && result.low > 0) return Verdict::higher;
  if (holm_equivalence_p < significance) return Verdict::none;
  return Verdict::unclear;
}

void add_measures(Comparison& comparison) {
  for (const std::size_t t : measured_tables(comparison)) {
    const ComparedTable& table = comparison.tables[t];
    for (const Cell& cell : cells_of(comparison, table)) {
      Measure measure;
      measure.table = t;
      measure.cell = flat(table, cell);
      measure.yearly = table.yearly;
      describe(comparison, table, cell, measure);
      compare_measure(comparison, comparison.measures.size(), measure);
      comparison.measures.push_back(std::move(measure));
    }
  }
  correct(comparison);
}

}  // namespace mingle
