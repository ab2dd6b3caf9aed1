// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <embedded/parameters_csv.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/error.h>
#include <mingle/geo/sha256.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {
namespace {

constexpr std::array<std::string_view, 11> columns{"id",
                                                   "key",
                                                   "meaning",
                                                   "type",
                                                   "default",
                                                   "minimum",
                                                   "maximum",
                                                   "prior",
                                                   "unit",
                                                   "source",
                                                   "grade"};

[[noreturn]] void refuse(std::size_t line, const std::string& problem) {
  throw Error{fmt::format("parameters.csv:{}: {}", line, problem)};
}

double number(const std::string& text, std::size_t line) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end || !std::isfinite(value)) {
    refuse(line, fmt::format("'{}' is not a number", text));
  }
  return value;
}

Parameter parameter_from(std::vector<std::string> fields, std::size_t line) {
  if (fields.size() != columns.size()) {
    refuse(
        line,
        fmt::format("{} fields, expected {}", fields.size(), columns.size()));
  }
  Parameter row{fields[0],
                fields[1],
                fields[2],
                fields[3] == "whole",
                number(fields[4], line),
                number(fields[5], line),
                number(fields[6], line),
                fields[7],
                fields[8],
                fields[9],
                fields[10]};
  if (!row.whole && fields[3] != "number") {
    refuse(line, fmt::format("type '{}' is not number or whole", fields[3]));
  }
  if (row.grade != "E" && row.grade != "W" && row.grade != "A") {
    refuse(line, fmt::format("grade '{}' is not E, W or A", row.grade));
  }
  if (row.source.empty()) {
    refuse(line, fmt::format("'{}' has no source", row.id));
  }
  if (const std::string problem = range_problem(row, row.value);
      !problem.empty()) {
    refuse(line, problem);
  }
  return row;
}

const Parameter& known(std::string_view id) {
  const Parameter* parameter = shipped_parameters().find(id);
  if (parameter == nullptr || parameter->id != id) {
    throw Error{
        fmt::format("parameter '{}' is not in scenarios/parameters.csv", id),
        "every number of the model must be listed there with its source"};
  }
  return *parameter;
}

}  // namespace

ParameterTable::ParameterTable(std::string_view csv) {
  std::size_t line = 0;
  while (!csv.empty()) {
    const std::size_t end = csv.find('\n');
    const std::string_view text = csv.substr(0, end);
    csv.remove_prefix(end == csv.npos ? csv.size() : end + 1);
    ++line;
    if (text.empty()) continue;
    std::vector<std::string> fields = split_csv_line(text);
    if (line == 1) {
      if (!std::equal(
              fields.begin(), fields.end(), columns.begin(), columns.end())) {
        refuse(line,
               fmt::format("the columns must be {}", fmt::join(columns, ",")));
      }
      continue;
    }
    Parameter row = parameter_from(std::move(fields), line);
    if (find(row.id) != nullptr || find(row.key) != nullptr) {
      refuse(line, fmt::format("'{}' is there twice", row.id));
    }
    rows_.push_back(std::move(row));
  }
}

const Parameter* ParameterTable::find(std::string_view id_or_key) const {
  for (const Parameter& row : rows_) {
    if (row.id == id_or_key || row.key == id_or_key) return &row;
  }
  return nullptr;
}

const ParameterTable& shipped_parameters() {
  static const ParameterTable table{embedded::parameters_csv};
  return table;
}

const std::string& parameters_sha256() {
  static const std::string hash = sha256_of_text(embedded::parameters_csv);
  return hash;
}

std::string range_problem(const Parameter& parameter, double value) {
  const bool inside = value >= parameter.minimum && value <= parameter.maximum;
  if (inside && parameter.whole && value != std::floor(value)) {
    return fmt::format("{} is {} but must be a whole number ({})",
                       parameter.id,
                       value,
                       parameter.unit);
  }
  if (inside) return "";
  return fmt::format("{} is {} but must be {} to {} ({})",
                     parameter.id,
                     value,
                     parameter.minimum,
                     parameter.maximum,
                     parameter.unit);
}

ParameterValues::ParameterValues() {
  for (const Parameter& row : shipped_parameters().rows()) {
    values_.emplace(row.id, row.value);
  }
}

double ParameterValues::operator[](std::string_view id) const {
  const auto at = values_.find(id);
  if (at == values_.end()) return known(id).value;
  return at->second;
}

void ParameterValues::set(std::string_view id, double value) {
  const Parameter& parameter = known(id);
  if (const std::string problem = range_problem(parameter, value);
      !problem.empty()) {
    throw Error{problem};
  }
  values_.find(id)->second = value;
}

}  // namespace mingle
