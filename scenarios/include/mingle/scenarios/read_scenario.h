// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <mingle/scenarios/scenario.h>

namespace mingle {

/// A value given on the command line, which wins over the file's.
struct CommandSetting {
  std::string option;  ///< as the user wrote it, for messages: "--seed 4"
  std::string key;     ///< path or parameter id: "run.seed", "alpha"
  std::string value;   ///< TOML, or plain text
};

/// "key=value" of --set.
/// @throws UsageError if there is no '=' or no key.
CommandSetting parse_set_option(const std::string& text);

/// A scenario, and what was read to make it.
struct ResolvedScenario {
  Scenario scenario;
  /// Every value of the scenario and where it came from, as TOML; the same
  /// for equal scenarios. Without run.threads and output.folder, on which no
  /// result depends.
  std::string config_toml;
  std::string config_sha256;
  std::vector<std::filesystem::path> files;  ///< as read, the scenario first
};

/// Reads a scenario file and those it extends.
/// @throws ConfigError with every mistake there is, in file order.
ResolvedScenario read_scenario(const std::filesystem::path& file,
                               std::span<const CommandSetting> settings = {});

}  // namespace mingle
