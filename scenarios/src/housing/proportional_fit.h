// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/random.h>

namespace mingle {

/// A small table of weights, row-major.
struct Weights {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  Weights(std::size_t row_count, std::size_t column_count)
      : rows{row_count},
        columns{column_count},
        values(row_count * column_count, 0.0) {}
  double& at(std::size_t row, std::size_t column) {
    return values[row * columns + column];
  }
  double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
  std::span<const double> row(std::size_t row) const {
    return {values.data() + row * columns, columns};
  }
};

/// Scales rows and columns in turn until both add up as wanted, columns to
/// within what the rows allow; rows are met last. Columns are scaled to the
/// sum of the rows first. An empty `column_totals` leaves the columns free.
/// @source Deming and Stephan 1940, Annals of Mathematical Statistics 11, 427.
void fit_proportionally(std::span<const double> row_totals,
                        std::vector<double> column_totals,
                        Weights& weights);

/// Whole numbers with the given row totals, by truncate-replicate-sample.
std::vector<std::int32_t> round_rows(std::span<const std::int32_t> row_totals,
                                     const Weights& weights,
                                     Draws& draws);

/// Half the absolute differences of `made` from `wanted` scaled to its total.
double misplaced(std::span<const std::int64_t> made,
                 std::span<const double> wanted);

}  // namespace mingle
