// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/geo/count_table.h>

namespace mingle {

struct CountTableOptions {
  std::string key;                   ///< key column; empty = the first
  std::vector<std::string> columns;  ///< empty = all but the key and `total`
};

/// Reads counts by zone from a CSV file (RFC 4180, UTF-8, header row; a byte
/// order mark and CRLF are fine). The columns come in the order asked for, or
/// in file order; the rows sorted by key.
/// @throws DataError with file and line when the file is missing, a folder,
///         empty or malformed, a column is missing or named twice, a key is
///         empty or repeated, or a cell is not a whole number from 0 to
///         2,147,483,647. Bad cells are listed together.
CountTable read_count_table(const std::string& path,
                            const CountTableOptions& options = {});

/// Any CSV table, as text: lookups, cross-tabulations, designs.
struct TextTable {
  std::string file;    ///< as named by the user, for messages
  std::string sha256;  ///< of the file
  std::vector<std::string> columns;
  std::vector<std::string> cells;  ///< rows x columns, row-major
  std::vector<std::size_t> lines;  ///< line of each row; the header is 1

  std::size_t rows() const { return lines.size(); }
  const std::string& at(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
  std::optional<std::size_t> column(std::string_view name) const;
  /// Position of a column that must be there.
  /// @throws DataError with the nearest names.
  std::size_t require(std::string_view name) const;
};

/// Reads a CSV table in file order.
/// @throws DataError when the file is missing, a folder, empty or malformed,
///         or a column is named twice.
TextTable read_text_table(const std::string& path);

/// Refuses a table in which two rows have the same texts in columns `key`.
/// @throws DataError with the lines of the first few.
void refuse_repeated_rows(const TextTable& table,
                          const std::vector<std::size_t>& key);

/// Code to value: two columns of a lookup, sorted by code.
class Lookup {
 public:
  /// @throws DataError when a column is missing or a code has two values.
  Lookup(const TextTable& table,
         std::string_view key_column,
         std::string_view value_column);
  Lookup(std::string file,
         std::vector<std::string> keys,
         std::vector<std::string> values);

  const std::string& file() const { return file_; }
  std::size_t size() const { return keys_.size(); }
  /// The value of a code, or nothing.
  std::optional<std::string_view> find(std::string_view key) const;

 private:
  std::string file_;
  std::vector<std::string> keys_;
  std::vector<std::string> values_;
};

}  // namespace mingle
