// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "proportional_fit.h"

#include "population/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {
namespace {

constexpr int sweeps = 40;
constexpr double close_enough = 1e-6;

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

void scale_rows(std::span<const double> totals, Weights& weights) {
  for (std::size_t r = 0; r < weights.rows; ++r) {
    const double now = sum(weights.row(r));
    for (std::size_t c = 0; c < weights.columns; ++c) {
      weights.at(r, c) *= now > 0 ? totals[r] / now : 0.0;
    }
  }
}

/// @returns the largest relative correction
double scale_columns(std::span<const double> totals, Weights& weights) {
  double largest = 0;
  for (std::size_t c = 0; c < weights.columns; ++c) {
    double now = 0;
    for (std::size_t r = 0; r < weights.rows; ++r) now += weights.at(r, c);
    if (now <= 0) continue;
    const double factor = totals[c] / now;
    largest = std::max(largest, std::abs(factor - 1.0));
    for (std::size_t r = 0; r < weights.rows; ++r) weights.at(r, c) *= factor;
  }
  return largest;
}

}  // namespace

void fit_proportionally(std::span<const double> row_totals,
                        std::vector<double> column_totals,
                        Weights& weights) {
  scale_rows(row_totals, weights);
  const double all = sum(column_totals);
  if (column_totals.empty() || all <= 0) return;
  const double rows = sum(row_totals);
  for (double& total : column_totals) total *= rows / all;
  for (int i = 0; i < sweeps; ++i) {
    const double change = scale_columns(column_totals, weights);
    scale_rows(row_totals, weights);
    if (change < close_enough) break;
  }
}

std::vector<std::int32_t> round_rows(std::span<const std::int32_t> row_totals,
                                     const Weights& weights,
                                     Draws& draws) {
  std::vector<std::int32_t> whole;
  whole.reserve(weights.values.size());
  for (std::size_t r = 0; r < weights.rows; ++r) {
    std::vector<double> row{weights.row(r).begin(), weights.row(r).end()};
    const double now = sum(row);
    if (row_totals[r] == 0) {
      whole.insert(whole.end(), weights.columns, 0);
      continue;
    }
    if (now <= 0) std::fill(row.begin(), row.end(), 1.0);
    const double factor = row_totals[r] / sum(row);
    for (double& value : row) value *= factor;
    const auto counts = truncate_replicate_sample(row, row_totals[r], draws);
    whole.insert(whole.end(), counts.begin(), counts.end());
  }
  return whole;
}

double misplaced(std::span<const std::int64_t> made,
                 std::span<const double> wanted) {
  double total = 0;
  for (const std::int64_t count : made) total += static_cast<double>(count);
  const double all = sum(wanted);
  if (all <= 0) return 0;
  double error = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    error += std::abs(static_cast<double>(made[i]) - wanted[i] * total / all);
  }
  return error / 2;
}

}  // namespace mingle
