// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// One row of scenarios/parameters.csv.
struct Parameter {
  std::string id;       ///< e.g. "move_rate_private"
  std::string key;      ///< its place in a scenario file, "housing.alpha"
  std::string meaning;  ///< in words
  bool whole = false;   ///< takes whole numbers only
  double value = 0;     ///< default
  double minimum = 0;   ///< smallest value the model accepts
  double maximum = 0;   ///< largest value the model accepts
  std::string prior;    ///< what sweeps draw from; "fixed" if nothing
  std::string unit;
  std::string source;
  std::string grade;  ///< E evidence, W weak evidence, A assumption
};

/// Every number the model has that is not data, with its source.
class ParameterTable {
 public:
  /// @throws Error naming the line if `csv` is not a parameter table.
  explicit ParameterTable(std::string_view csv);

  const std::vector<Parameter>& rows() const { return rows_; }
  /// By id or by key; null if there is none.
  const Parameter* find(std::string_view id_or_key) const;

 private:
  std::vector<Parameter> rows_;
};

/// The table shipped with this version (scenarios/parameters.csv).
const ParameterTable& shipped_parameters();
/// sha256 of that file, lower-case hexadecimal.
const std::string& parameters_sha256();

/// The middle 90 percent of a prior, cut to what the model accepts.
struct CentralRange {
  double low = 0;
  double high = 0;
};
/// Nothing where the prior is fixed or a choice.
std::optional<CentralRange> central_range(const Parameter& parameter);

/// What is wrong with `value` for this parameter, with the unit, or "" if it
/// is in range: "delta is -1 but must be 0 to 10 (exponent)".
std::string range_problem(const Parameter& parameter, double value);

/// A value for every parameter of the shipped table.
class ParameterValues {
 public:
  /// All at their defaults.
  ParameterValues();

  /// @throws Error if `id` is not in the table.
  double operator[](std::string_view id) const;
  /// @throws Error if `id` is not in the table or `value` is out of range.
  void set(std::string_view id, double value);

  bool operator==(const ParameterValues&) const = default;

 private:
  std::map<std::string, double, std::less<>> values_;
};

}  // namespace mingle
