// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "scenario_options.h"

namespace mingle::tool {
namespace {

void add(std::vector<CommandSetting>& settings,
         const std::string& option,
         const std::string& key,
         const std::optional<std::string>& value) {
  if (value) settings.push_back({option + ' ' + *value, key, *value});
}

}  // namespace

void ScenarioOptions::declare(Options& options) {
  options.value("--seed", seed_, "N", "Seed; wins over run.seed");
  options.value(
      "--replicates", replicates_, "N", "Replicates; wins over run.replicates");
  options.value("--threads",
                threads_,
                "N",
                "Worker threads, 0 for all cores; changes no result");
  options.values(
      "--set", set_, "KEY=VALUE", "Any key of the scenario; may be repeated");
}

std::vector<CommandSetting> ScenarioOptions::settings() const {
  std::vector<CommandSetting> settings;
  for (const std::string& text : set_) {
    settings.push_back(parse_set_option(text));
  }
  add(settings, "--seed", "run.seed", seed_);
  add(settings, "--replicates", "run.replicates", replicates_);
  add(settings, "--threads", "run.threads", threads_);
  return settings;
}

}  // namespace mingle::tool
