// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// A table of starting weights for fitting, from
/// scenarios/library/data/housing_seeds.csv, where sources and grades are.
struct Seed {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<double> values;  ///< rows x columns, row-major, >= 0

  double at(std::size_t row, std::size_t column) const {
    return values[row * columns.size() + column];
  }
  /// The value of a row in the first column; `absent` where there is no row.
  double find(std::string_view row, double absent) const;
};

/// @throws Error when the embedded file has no such table.
const Seed& seed(std::string_view table);

/// Lower ends of the bands "age_0_4" ... "age_90_plus"; empty where a name is
/// none.
std::vector<int> band_starts(const std::vector<std::string>& columns);

}  // namespace mingle
