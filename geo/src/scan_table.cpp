// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_header.h"
#include "line_scanner.h"
#include "whole_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>

#include <mingle/engine/error.h>
#include <mingle/geo/scan_table.h>

namespace mingle {

namespace {

/// A file with its header read, and the positions of what is wanted.
class Scan {
 public:
  Scan(const std::string& path, const ScanOptions& options)
      : path_{path},
        text_{read_whole_file(path)},
        scanner_{path, text_},
        keep_{options.keep} {
    if (!scanner_.next()) throw DataError{{.file = path}, "is empty"};
    for (const std::string_view name : scanner_.fields()) {
      header_.emplace_back(name);
    }
    check_header();
    if (!options.key.empty()) {
      key_ = require_column(path, header_, options.key);
    }
    for (const auto& [column, value] : options.where) {
      where_[require_column(path, header_, column)].push_back(value);
    }
  }

  const std::vector<std::string>& header() const { return header_; }
  const std::string& key_name() const { return header_[key_]; }
  std::size_t key() const { return key_; }
  std::size_t position(const std::string& name) const {
    return require_column(path_, header_, name);
  }

  /// Calls `take(key, fields, line)` for each row to keep.
  template <class Take>
  void each_row(const Take& take) {
    while (scanner_.next()) {
      if (!is_wanted()) continue;
      const auto& fields = scanner_.fields();
      if (fields.size() != header_.size()) refuse_width(fields.size());
      const std::string_view key = fields[key_];
      if (key.empty()) {
        throw DataError{
            {.file = path_, .field = key_name(), .line = scanner_.line()},
            "the zone code is empty",
            "Each row needs the code of its zone"};
      }
      take(key, fields, scanner_.line());
    }
  }

 private:
  /// Looks at no more of the row than it must.
  bool is_wanted() {
    if (keep_ && !keep_(scanner_.field(key_))) return false;
    return std::all_of(
        where_.begin(), where_.end(), [&](const auto& condition) {
          const auto& values = condition.second;
          return std::find(values.begin(),
                           values.end(),
                           scanner_.field(condition.first)) != values.end();
        });
  }
  void check_header() const {
    std::vector<std::string> names = header_;
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) {
      throw DataError{{.file = path_, .field = *twice, .line = 1},
                      "two columns have this name",
                      "Name each column once"};
    }
  }
  [[noreturn]] void refuse_width(std::size_t fields) const {
    throw DataError{{.file = path_, .line = scanner_.line()},
                    "has " + std::to_string(fields) + " fields, the header " +
                        std::to_string(header_.size()),
                    "Each row needs one field a column"};
  }

  std::string path_;
  std::string text_;
  LineScanner scanner_;
  std::function<bool(std::string_view)> keep_;
  std::vector<std::string> header_;
  std::size_t key_ = 0;
  std::map<std::size_t, std::vector<std::string>> where_;
};

/// A number from 0 that sums of millions of zones hold exactly enough; false
/// for anything else.
bool parse_people(std::string_view cell, double& value) {
  if (cell.empty()) return false;
  constexpr std::size_t exact_digits = 15;
  constexpr double most = 1e15;
  double whole = 0;
  std::size_t i = 0;
  while (i < cell.size() && cell[i] >= '0' && cell[i] <= '9') {
    whole = 10 * whole + (cell[i] - '0');
    ++i;
  }
  value = whole;
  if (i == cell.size() && i <= exact_digits) return true;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  return stop == end && error == std::errc{} && value >= 0 && value <= most;
}

/// Bad cells of a file: all are counted, the first few described.
class BadCells {
 public:
  void add(std::size_t line, const std::string& column, std::string_view cell) {
    const std::string value = cell.empty()
                                  ? "the cell is empty"
                                  : "'" + std::string{cell.substr(0, 40)} +
                                        "' is not a number from 0 to 1e15";
    cells_.push_back("line " + std::to_string(line) + ", column '" + column +
                     "': " + value);
  }
  void throw_if_any(const std::string& file, bool chosen) const {
    if (cells_.empty()) return;
    throw DataError{{.file = file},
                    first_few(cells_),
                    chosen ? "Counts are numbers from 0"
                           : "Counts are numbers from 0; choose the columns "
                             "with --groups if others are not counts"};
  }

 private:
  std::vector<std::string> cells_;
};

std::vector<std::size_t> chosen_positions(const Scan& scan,
                                          const std::string& path,
                                          const ScanOptions& options) {
  std::vector<std::size_t> out;
  for (const std::string& name : options.columns) {
    out.push_back(scan.position(name));
  }
  if (!options.columns.empty()) return out;
  for (std::size_t i = 0; i < scan.header().size(); ++i) {
    if (i != scan.key() && scan.header()[i] != "total") out.push_back(i);
  }
  if (out.empty()) {
    const bool total = scan.header().size() > 1;
    throw DataError{{.file = path, .line = 1},
                    "has no columns of counts beside '" + scan.key_name() +
                        (total ? "' and 'total'" : "'"),
                    total ? "A total is not a group, unless --groups names it"
                          : "Is the file separated by commas?"};
  }
  return out;
}

/// Rows sorted by key.
PeopleCsv sorted(PeopleCsv table) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto before = [&](std::size_t a, std::size_t b) {
    return table.keys[a] < table.keys[b];
  };
  if (std::is_sorted(order.begin(), order.end(), before)) return table;
  std::stable_sort(order.begin(), order.end(), before);
  PeopleCsv out = table;
  const std::size_t width = table.columns.size();
  for (std::size_t i = 0; i < order.size(); ++i) {
    out.keys[i] = table.keys[order[i]];
    std::copy_n(table.values.data() + order[i] * width,
                width,
                out.values.data() + i * width);
  }
  return out;
}

void refuse_repeated_keys(const PeopleCsv& table) {
  std::vector<std::string> repeated;
  for (std::size_t i = 1; i < table.rows(); ++i) {
    if (table.keys[i] == table.keys[i - 1]) repeated.push_back(table.keys[i]);
  }
  if (repeated.empty()) return;
  throw DataError{{.file = table.file, .field = table.key},
                  "zone codes are repeated: " + first_few(repeated),
                  "Each zone may have one row only"};
}

}  // namespace

ScannedColumns scan_columns(const std::string& path,
                            const ScanOptions& options) {
  Scan scan{path, options};
  ScannedColumns out;
  out.file = path;
  out.key = scan.key_name();
  out.header = scan.header();
  out.columns = options.columns;
  std::vector<std::size_t> positions;
  for (const std::string& name : options.columns) {
    positions.push_back(scan.position(name));
  }
  scan.each_row([&](std::string_view key,
                    const std::vector<std::string_view>& fields,
                    std::size_t line) {
    out.keys.emplace_back(key);
    out.lines.push_back(line);
    for (const std::size_t p : positions) out.cells.emplace_back(fields[p]);
  });
  return out;
}

PeopleCsv read_people_csv(const std::string& path, const ScanOptions& options) {
  Scan scan{path, options};
  const auto positions = chosen_positions(scan, path, options);
  PeopleCsv out;
  out.file = path;
  out.key = scan.key_name();
  for (const std::size_t p : positions) out.columns.push_back(scan.header()[p]);
  BadCells bad;
  scan.each_row([&](std::string_view key,
                    const std::vector<std::string_view>& fields,
                    std::size_t line) {
    out.keys.emplace_back(key);
    for (std::size_t c = 0; c < positions.size(); ++c) {
      double value = 0;
      const std::string_view cell = fields[positions[c]];
      if (!parse_people(cell, value)) bad.add(line, out.columns[c], cell);
      out.values.push_back(value);
    }
  });
  bad.throw_if_any(path, !options.columns.empty());
  out = sorted(std::move(out));
  refuse_repeated_keys(out);
  return out;
}

}  // namespace mingle
