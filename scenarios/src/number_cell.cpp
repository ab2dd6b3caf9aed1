// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "number_cell.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle {

void refuse_cell(const TextTable& table,
                 std::size_t row,
                 std::size_t column,
                 const std::string& problem,
                 const std::string& hint) {
  throw DataError{{.file = table.file,
                   .field = table.columns[column],
                   .line = table.lines[row]},
                  problem,
                  hint};
}

double number_at(const TextTable& table,
                 std::size_t row,
                 std::size_t column,
                 double low,
                 double high,
                 const char* expected) {
  const std::string& text = table.at(row, column);
  double value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec == std::errc{} && result.ptr == end && value >= low &&
      value <= high) {
    return value;
  }
  refuse_cell(
      table, row, column, fmt::format("'{}' is not {}", text, expected), "");
}

std::optional<double> number_if_any(const TextTable& table,
                                    std::size_t row,
                                    std::size_t column,
                                    double low,
                                    double high,
                                    const char* expected) {
  if (table.at(row, column).empty()) return std::nullopt;
  return number_at(table, row, column, low, high, expected);
}

}  // namespace mingle
