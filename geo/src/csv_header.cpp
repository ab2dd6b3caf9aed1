// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_header.h"

#include "nearest_names.h"

#include <algorithm>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

void check_repeated_names(const std::string& file,
                          const std::vector<std::string>& columns) {
  std::vector<std::string> sorted = columns;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice == sorted.end()) return;
  throw DataError{{.file = file, .line = 1},
                  "column '" + *twice + "' is there twice",
                  "Rename or remove one of them"};
}

void check_widths(const std::string& file, const CsvRecords& records) {
  const std::size_t width = records.fields(0);
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (records.fields(i) == width) continue;
    throw DataError{{.file = file, .line = records.line(i)},
                    "this line has " + std::to_string(records.fields(i)) +
                        " fields, the header has " + std::to_string(width),
                    "Check for a missing comma, or a comma in a value that is "
                    "not quoted"};
  }
}

}  // namespace

std::vector<std::string> read_header(const std::string& file,
                                     const CsvRecords& records) {
  if (records.size() == 0) {
    throw DataError{{.file = file}, "is empty", "A header row is needed"};
  }
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < records.fields(0); ++i) {
    columns.emplace_back(records.field(0, i));
  }
  check_repeated_names(file, columns);
  check_widths(file, records);
  return columns;
}

std::size_t require_column(const std::string& file,
                           const std::vector<std::string>& columns,
                           std::string_view name) {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) {
    throw DataError{{.file = file, .line = 1},
                    "there is no column '" + std::string{name} + "'",
                    suggest_names(name, columns, "columns")};
  }
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace mingle
