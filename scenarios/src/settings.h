// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "toml_value.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <mingle/engine/error.h>

namespace mingle {

/// One value of a scenario and where it was set.
struct Setting {
  TomlValue value;
  std::string file;              ///< for messages; the option for --set
  std::filesystem::path folder;  ///< what its relative paths start from
  /// Of levers: this only changes keys of an entry of another document.
  bool changes = false;
  /// Of levers: the file of a key that another document changed.
  std::map<std::string, std::string> member_files;
};

/// By key; "housing.alpha_by_group.NAME" for the numbers of a group table,
/// "lever.LABEL" for the table of a lever.
using Settings = std::map<std::string, Setting>;

/// Where a document comes from.
struct DocumentSource {
  std::string name;
  std::filesystem::path folder;
};

/// Takes the settings of one document, each checked for its name, type and
/// range; mistakes are added to `problems`.
Settings collect_settings(const TomlValue& document,
                          const DocumentSource& source,
                          std::vector<ConfigProblem>& problems);

/// Lets `over` win over `base`. Where the two give rival keys (time.years
/// and time.end, a stylised area and files) the base's are dropped.
void override_settings(Settings& base, const Settings& over);

ConfigProblem problem_at(const Setting& setting,
                         const std::string& key,
                         std::string problem,
                         std::string hint = "");

}  // namespace mingle
