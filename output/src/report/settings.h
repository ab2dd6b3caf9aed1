// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

/// Keys and values of a resolved scenario, as run.h5 keeps it: tables in
/// brackets, one `key = value  # origin` a line. Tables of an array are
/// numbered: "lever[0].id".
std::map<std::string, std::string> settings_of(const std::string& config_toml);

/// A key that a scenario sets otherwise than the baseline.
struct SettingChange {
  std::string key;
  std::string base;   ///< empty: not set
  std::string other;  ///< empty: not set
};
/// Titles and the like, which change no result, are left out.
std::vector<SettingChange> setting_changes(const ComparedArm& base,
                                           const ComparedArm& other);

/// The number that a TOML value is, if it is one.
std::optional<double> number_of(const std::string& value);

}  // namespace mingle
