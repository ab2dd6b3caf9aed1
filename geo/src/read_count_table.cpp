// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_header.h"
#include "csv_records.h"
#include "whole_file.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <numeric>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/sha256.h>

namespace mingle {
namespace {

/// Why a cell is not a count; nullptr when it is one.
const char* parse_count(std::string_view cell, std::int32_t& count) {
  if (cell.empty()) return "is empty";
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, count);
  const bool whole = stop == end && error != std::errc::invalid_argument;
  if (whole && cell.front() == '-') return "is negative";
  if (whole && error == std::errc{}) return nullptr;
  if (whole) return "is more than 2,147,483,647";
  double number = 0;
  const auto [number_stop, number_error] =
      std::from_chars(cell.data(), end, number);
  if (number_stop != end || number_error == std::errc::invalid_argument ||
      number != number) {
    return "is not a number";
  }
  return cell.front() == '-' ? "is negative" : "is not a whole number";
}

/// The cell as a message shows it.
std::string describe(std::string_view cell) {
  if (cell.empty()) return "the cell";
  std::string text{"'"};
  text += cell.substr(0, 40);
  text += '\'';
  return text;
}

/// Bad cells of one file, in file order; all are counted, a few described.
class BadCells {
 public:
  BadCells(const std::string& file, std::size_t columns)
      : file_{file}, columns_{columns} {}

  void add(std::size_t line,
           const std::string& column,
           std::string_view cell,
           const char* why) {
    if (++count_ > shown) return;
    const std::string value = describe(cell);
    if (count_ == 1) {
      place_ = {.file = file_, .field = column, .line = line};
      problem_ = value + ' ' + why;
      return;
    }
    problem_ += "; line " + std::to_string(line) + ", column '" + column +
                "': " + value + ' ' + why;
  }
  void throw_if_any() const {
    if (count_ == 0) return;
    std::string problem = problem_;
    if (count_ > shown) {
      problem += "; and " + std::to_string(count_ - shown) + " more cells";
    }
    throw DataError{place_,
                    problem,
                    columns_ == 0
                        ? "Counts are whole numbers from 0; name the columns "
                          "to read if others are not counts"
                        : "Counts are whole numbers from 0"};
  }

 private:
  static constexpr std::size_t shown = 5;
  std::string file_;
  std::size_t columns_;
  std::size_t count_ = 0;
  DataPlace place_;
  std::string problem_;
};

/// Positions of the columns to read.
std::vector<std::size_t> choose_columns(const std::string& file,
                                        const std::vector<std::string>& header,
                                        std::size_t key,
                                        const CountTableOptions& options) {
  std::vector<std::size_t> chosen;
  for (const std::string& name : options.columns) {
    chosen.push_back(require_column(file, header, name));
  }
  if (!options.columns.empty()) return chosen;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (i != key && header[i] != "total") chosen.push_back(i);
  }
  if (chosen.empty()) {
    throw DataError{{.file = file, .line = 1},
                    "has no columns of counts beside '" + header[key] + "'",
                    "Is the file separated by commas?"};
  }
  return chosen;
}

/// Records without the header, sorted by key.
std::vector<std::size_t> records_by_key(const CsvRecords& records,
                                        std::size_t key) {
  std::vector<std::size_t> order(records.size() - 1);
  std::iota(order.begin(), order.end(), std::size_t{1});
  const auto before = [&](std::size_t a, std::size_t b) {
    return records.field(a, key) < records.field(b, key);
  };
  if (!std::is_sorted(order.begin(), order.end(), before)) {
    std::stable_sort(order.begin(), order.end(), before);
  }
  return order;
}

void check_keys(const std::string& file,
                const std::string& key_name,
                const CsvRecords& records,
                std::size_t key,
                const std::vector<std::size_t>& order) {
  if (records.field(order.front(), key).empty()) {
    throw DataError{
        {.file = file, .field = key_name, .line = records.line(order.front())},
        "the zone code is empty",
        "Each row needs the code of its zone"};
  }
  std::vector<std::string> repeated;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::string_view code = records.field(order[i], key);
    if (records.field(order[i - 1], key) != code) continue;
    std::string text{code};
    text += " (lines " + std::to_string(records.line(order[i - 1])) + " and " +
            std::to_string(records.line(order[i])) + ')';
    repeated.push_back(std::move(text));
  }
  if (repeated.empty()) return;
  throw DataError{{.file = file, .field = key_name},
                  "zone codes are repeated: " + first_few(repeated),
                  "Each zone may have one row only"};
}

void read_cells(const CsvRecords& records,
                const std::vector<std::size_t>& order,
                const std::vector<std::size_t>& chosen,
                CountTable& table,
                std::vector<std::size_t>& bad_records) {
  table.values.reserve(order.size() * chosen.size());
  for (const std::size_t record : order) {
    bool bad = false;
    for (const std::size_t column : chosen) {
      std::int32_t count = 0;
      if (parse_count(records.field(record, column), count)) bad = true;
      table.values.push_back(count);
    }
    if (bad) bad_records.push_back(record);
  }
}

void report_bad_cells(const std::string& file,
                      const CsvRecords& records,
                      const std::vector<std::size_t>& chosen,
                      const CountTable& table,
                      const CountTableOptions& options,
                      std::vector<std::size_t> bad_records) {
  std::sort(bad_records.begin(), bad_records.end());
  BadCells cells{file, options.columns.size()};
  for (const std::size_t record : bad_records) {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const std::string_view cell = records.field(record, chosen[i]);
      std::int32_t count = 0;
      if (const char* why = parse_count(cell, count)) {
        cells.add(records.line(record), table.columns[i], cell, why);
      }
    }
  }
  cells.throw_if_any();
}

}  // namespace

CountTable read_count_table(const std::string& path,
                            const CountTableOptions& options) {
  const std::string text = read_whole_file(path);
  const CsvRecords records{path, text};
  const std::vector<std::string> header = read_header(path, records);
  const std::size_t key =
      options.key.empty() ? 0 : require_column(path, header, options.key);
  const std::vector<std::size_t> chosen =
      choose_columns(path, header, key, options);
  if (records.size() == 1) {
    throw DataError{{.file = path}, "has a header but no rows"};
  }
  const std::vector<std::size_t> order = records_by_key(records, key);
  check_keys(path, header[key], records, key, order);

  CountTable table{.file = path, .key = header[key]};
  for (const std::size_t column : chosen) {
    table.columns.push_back(header[column]);
  }
  for (const std::size_t record : order) {
    table.keys.emplace_back(records.field(record, key));
  }
  std::vector<std::size_t> bad_records;
  read_cells(records, order, chosen, table, bad_records);
  report_bad_cells(path, records, chosen, table, options, bad_records);
  table.sha256 = sha256_of_text(text);
  return table;
}

}  // namespace mingle
