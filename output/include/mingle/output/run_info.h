// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mingle {

/// What a lever of the scenario is, and what is known of it.
struct LeverInfo {
  std::string label;  ///< in the scenario
  std::string id;     ///< in the catalogue
  std::string name;
  std::string factors;  ///< "common_ground participation"
  std::string what;     ///< it does, in a sentence
  std::string reaches;  ///< persons, zones, authorities, dwellings, nobody
  std::string mode;     ///< of its effects: fixed, sampled, zero
  std::string grade;    ///< of the evidence: E, W or A
  std::string evidence;
  std::string source;
  std::string legal_note;
  double unit_cost = 0;  ///< pounds; NaN: not known
  std::string cost_per;  ///< person, zone_year, authority, ...
  std::string cost_note;
};

/// One effect of a lever.
struct LeverEffectInfo {
  std::string label;          ///< "LEVER.EFFECT"
  std::string operator_name;  ///< "ENGLISH"
  std::string meaning;
  std::string unit;
  std::string grade;
  std::string prior;  ///< "beta(3, 17) in [0.05, 0.24]", "fixed"
};

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
  /// Decile of deprivation by zone, 1 the most deprived tenth of England's;
  /// empty where it is not given.
  std::vector<double> deprivation;
  std::vector<LeverInfo> levers;
  std::vector<LeverEffectInfo> lever_effects;
};

}  // namespace mingle
