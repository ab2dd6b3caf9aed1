// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include <optional>
#include <string>
#include <vector>

#include <mingle/scenarios/read_scenario.h>

namespace mingle::tool {

/// Options of the commands that read a scenario; they win over the file.
class ScenarioOptions {
 public:
  void declare(Options& options);
  /// @throws UsageError if a --set is not key=value.
  std::vector<CommandSetting> settings() const;
  /// Whether --replicates is given.
  bool gives_replicates() const { return replicates_.has_value(); }

 private:
  std::optional<std::string> seed_;
  std::optional<std::string> replicates_;
  std::optional<std::string> threads_;
  std::vector<std::string> set_;
};

}  // namespace mingle::tool
