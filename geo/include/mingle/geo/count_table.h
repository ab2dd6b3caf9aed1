// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// Counts by zone as read from a CSV file: one row a zone, sorted by key; the
/// columns in file order, without the key and without `total`.
struct CountTable {
  std::string file;  ///< as named by the user, for messages
  std::string key;   ///< name of the key column
  std::vector<std::string> keys;
  std::vector<std::string> columns;
  std::vector<std::int32_t> values;  ///< rows x columns, row-major, >= 0
  std::string sha256;                ///< of the file it was read from

  std::size_t rows() const { return keys.size(); }
  std::int32_t at(std::size_t row, std::size_t column) const {
    return values[row * columns.size() + column];
  }
  std::optional<std::size_t> column(std::string_view name) const;
  /// Row of that key (binary search), or nothing.
  std::optional<std::size_t> find(std::string_view key_value) const;
};

}  // namespace mingle
