// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mingle {

/// Where the results of a run come from; written into every file.
struct RunInfo {
  struct Input {
    std::string role;  ///< "zones", "ethnic_group", ...
    std::string path;
    std::string sha256;
  };

  std::string title;
  std::string area_name;  ///< "Bradford", for layer and chart titles
  bool stylised = false;  ///< neighbourhoods are invented
  /// What must be said wherever results are shown, such as that a rule is for
  /// research only; usually empty.
  std::string banner;
  std::uint64_t seed = 0;
  std::string mingle_version;
  std::string git_commit;
  std::string config_toml;  ///< resolved scenario: every value, TOML
  std::string config_sha256;
  std::string parameters_sha256;  ///< of scenarios/parameters.csv
  std::string licence;            ///< attribution of the input data
  std::vector<Input> inputs;
  std::vector<std::string> notes;  ///< fit, repairs, assumptions
};

}  // namespace mingle
