// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace mingle {

/// How much y changes for each unit of one column, the others held.
struct Slope {
  double slope = 0;
  double low = 0;  ///< t interval
  double high = 0;
};

/// Least squares of y on some columns and a constant.
struct LinearFit {
  double constant = 0;
  std::vector<Slope> slopes;  ///< by column
  double residual_sd = 0;
  double r_squared = 0;
  std::size_t freedom = 0;  ///< observations less columns less 1
};

/// Nothing where observations are fewer than columns + 3, where a column is
/// constant or columns depend on one another, or where a number is not
/// finite.
/// @param columns  each as long as y
/// @source any text on regression; columns are centred and scaled first, then
///         solved by Cholesky's method
std::optional<LinearFit> fit_linear(
    std::span<const double> y,
    const std::vector<std::vector<double>>& columns,
    double level = 0.95);

}  // namespace mingle
