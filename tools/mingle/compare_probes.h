// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare_arms.h"

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle::tool {

/// A number to move, and where to.
struct ProbeRequest {
  std::string key;
  std::vector<std::string> values;  ///< as written in TOML
};

/// "KEY=VALUE,VALUE", "KEY" alone (both ends of what its prior holds likely),
/// or "auto": the numbers that sort households most in the model of the
/// baseline, and effects of levers that are not drawn. Each key once.
/// @throws UsageError for a key that has no prior and no values.
std::vector<ProbeRequest> probe_requests(const std::vector<std::string>& texts,
                                         const std::vector<Arm>& arms);

/// What the probes need beside the arms.
struct ProbeRun {
  const std::vector<Arm>& arms;
  const std::vector<std::string>& files;
  const std::vector<CommandSetting>& settings;
  int replicates = 0;
  std::filesystem::path folder;  ///< to work in; "replicates" lies in it
};

/// All scenario files with a probe's value in place, read: so that mistakes
/// are found before anything is run. @throws ConfigError
void check_probes(const std::vector<ProbeRequest>& requests,
                  const ProbeRun& run,
                  Console& console);

/// Runs the arms again for each value and compares them by the first measure
/// of `comparison`. @throws Interrupted
std::vector<Probe> run_probes(const std::vector<ProbeRequest>& requests,
                              const ProbeRun& run,
                              const Comparison& comparison,
                              Console& console);

}  // namespace mingle::tool
