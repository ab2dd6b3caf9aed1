// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <mingle/geo/read_table.h>

namespace mingle {

/// Says what is wrong with a cell of a table. @throws DataError always
[[noreturn]] void refuse_cell(const TextTable& table,
                              std::size_t row,
                              std::size_t column,
                              const std::string& problem,
                              const std::string& hint);

/// A number of a table.
/// @param expected  "a decile from 1 to 10", for the error
/// @throws DataError if the cell is no number from `low` to `high`.
double number_at(const TextTable& table,
                 std::size_t row,
                 std::size_t column,
                 double low,
                 double high,
                 const char* expected);

/// The same; nothing where the cell is blank.
std::optional<double> number_if_any(const TextTable& table,
                                    std::size_t row,
                                    std::size_t column,
                                    double low,
                                    double high,
                                    const char* expected);

}  // namespace mingle
