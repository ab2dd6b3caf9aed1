// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "seeds.h"

#include "csv_line.h"

#include <algorithm>
#include <charconv>
#include <embedded/housing_seeds_csv.h>
#include <map>
#include <utility>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

using Seeds = std::map<std::string, Seed, std::less<>>;

double number(const std::string& text) {
  double value = -1;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end || value < 0) {
    throw Error{"housing_seeds.csv: '" + text + "' is not a weight"};
  }
  return value;
}

/// Tables are given row by row, every row with the columns of the first.
Seeds read_seeds() {
  Seeds seeds;
  std::string_view csv = embedded::housing_seeds_csv;
  bool header = true;
  while (!csv.empty()) {
    const std::size_t end = csv.find('\n');
    const std::vector<std::string> fields = split_csv_line(csv.substr(0, end));
    csv.remove_prefix(end == csv.npos ? csv.size() : end + 1);
    if (std::exchange(header, false)) continue;
    if (fields.size() != 6) {
      throw Error{"housing_seeds.csv: a line without its six fields"};
    }
    Seed& table = seeds[fields[0]];
    if (table.rows.empty() || table.rows.back() != fields[1]) {
      table.rows.push_back(fields[1]);
    }
    if (table.rows.size() == 1) table.columns.push_back(fields[2]);
    table.values.push_back(number(fields[3]));
  }
  for (const auto& [name, table] : seeds) {
    if (table.values.size() == table.rows.size() * table.columns.size()) {
      continue;
    }
    throw Error{"housing_seeds.csv: table '" + name + "' has gaps"};
  }
  return seeds;
}

}  // namespace

double Seed::find(std::string_view row, double absent) const {
  const auto found = std::find(rows.begin(), rows.end(), row);
  if (found == rows.end()) return absent;
  return at(static_cast<std::size_t>(found - rows.begin()), 0);
}

const Seed& seed(std::string_view table) {
  static const Seeds seeds = read_seeds();
  const auto found = seeds.find(table);
  if (found == seeds.end()) {
    throw Error{"housing_seeds.csv: no table '" + std::string{table} + "'"};
  }
  return found->second;
}

std::vector<int> band_starts(const std::vector<std::string>& columns) {
  std::vector<int> starts;
  for (const std::string& column : columns) {
    constexpr std::string_view prefix = "age_";
    if (column.rfind(prefix, 0) != 0) return {};
    int start = 0;
    const auto result = std::from_chars(
        column.data() + prefix.size(), column.data() + column.size(), start);
    if (result.ec != std::errc{}) return {};
    if (!starts.empty() && start <= starts.back()) return {};
    starts.push_back(start);
  }
  return starts;
}

}  // namespace mingle
