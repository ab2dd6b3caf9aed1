// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_header.h"
#include "csv_records.h"
#include "whole_file.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/sha256.h>

namespace mingle {

std::optional<std::size_t> TextTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::size_t TextTable::require(std::string_view name) const {
  return require_column(file, columns, name);
}

TextTable read_text_table(const std::string& path) {
  const std::string text = read_whole_file(path);
  const CsvRecords records{path, text};
  TextTable table{.file = path, .sha256 = sha256_of_text(text)};
  table.columns = read_header(path, records);
  table.cells.reserve((records.size() - 1) * table.columns.size());
  for (std::size_t row = 1; row < records.size(); ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      table.cells.emplace_back(records.field(row, i));
    }
    table.lines.push_back(records.line(row));
  }
  return table;
}

namespace {

/// Rows in the order of their keys, ties in file order.
std::vector<std::size_t> rows_by_key(const TextTable& table, std::size_t key) {
  std::vector<std::size_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return table.at(a, key) < table.at(b, key);
  });
  return rows;
}

}  // namespace

Lookup::Lookup(const TextTable& table,
               std::string_view key_column,
               std::string_view value_column)
    : file_{table.file} {
  const std::size_t key = table.require(key_column);
  const std::size_t value = table.require(value_column);
  for (const std::size_t row : rows_by_key(table, key)) {
    const std::string& code = table.at(row, key);
    const bool repeated = !keys_.empty() && keys_.back() == code;
    if (repeated && values_.back() != table.at(row, value)) {
      throw DataError{{.file = file_, .line = table.lines[row]},
                      "'" + code + "' has two values of " +
                          std::string{value_column} + ", '" + values_.back() +
                          "' and '" + table.at(row, value) + "'",
                      "Each code may have one value only"};
    }
    if (repeated) continue;
    keys_.push_back(code);
    values_.push_back(table.at(row, value));
  }
}

Lookup::Lookup(std::string file,
               std::vector<std::string> keys,
               std::vector<std::string> values)
    : file_{std::move(file)} {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return keys[a] < keys[b];
  });
  for (const std::size_t i : order) {
    keys_.push_back(std::move(keys[i]));
    values_.push_back(std::move(values.at(i)));
  }
}

std::optional<std::string_view> Lookup::find(std::string_view key) const {
  const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
  if (found == keys_.end() || *found != key) return std::nullopt;
  return values_[static_cast<std::size_t>(found - keys_.begin())];
}

void refuse_repeated_rows(const TextTable& table,
                          const std::vector<std::size_t>& key) {
  std::map<std::vector<std::string>, std::size_t> seen;
  std::vector<std::string> repeated;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::vector<std::string> texts;
    for (const std::size_t column : key) {
      texts.push_back(table.at(row, column));
    }
    const auto [first, is_new] = seen.emplace(std::move(texts), row);
    if (is_new) continue;
    std::string words;
    for (const std::string& text : first->first) {
      words += (words.empty() ? "" : ", ") + text;
    }
    repeated.push_back(words + " (lines " +
                       std::to_string(table.lines[first->second]) + " and " +
                       std::to_string(table.lines[row]) + ')');
  }
  if (repeated.empty()) return;
  std::string names;
  for (const std::size_t column : key) {
    names += (names.empty() ? "" : ", ") + table.columns[column];
  }
  throw DataError{{.file = table.file, .field = names},
                  "rows are repeated: " + first_few(repeated),
                  "Each may be there only once"};
}

}  // namespace mingle
