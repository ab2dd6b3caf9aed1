// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {

/// How a household chooses where to move.
enum class Choice : std::uint8_t {
  exact,   ///< softmax over every zone of the authority with a vacancy
  sampled  ///< the best of a few vacant dwellings
};

/// What happens to the number of dwellings.
enum class Stock : std::uint8_t {
  hold,   ///< as at the start
  follow  ///< built and removed so that the vacancy rate stays
};

/// What happens to the number of households.
enum class Totals : std::uint8_t {
  hold,   ///< arrivals of each group equal its departures
  follow  ///< each authority and group follows the totals file
};

/// Where the study area comes from: a stylised one by name, or files.
struct AreaChoice {
  /// Attributes and layer are guessed from the file where empty.
  struct ZonesFile {
    std::filesystem::path file;
    std::string layer;
    std::string key;        ///< attribute with the zone code
    std::string name;       ///< attribute with the zone name
    std::string authority;  ///< attribute with the authority code
    std::string authority_name;
  };
  struct Tables {
    std::filesystem::path ethnic_group;
    std::filesystem::path tenure;
    std::filesystem::path household_size;
    std::filesystem::path residence_type;
    std::filesystem::path tenure_by_group;  ///< may be empty
  };

  std::string stylised;            ///< empty: from files
  std::string name;                ///< for titles; empty: the authorities'
  std::string licence;             ///< attribution of the data
  std::vector<std::string> codes;  ///< authorities; empty: all of the file
  ZonesFile zones;
  Tables tables;
  /// CSV of zone code, authority code and name; used instead of the layer's
  /// attributes when the zones carry no authority. May be empty.
  std::filesystem::path lookup;
  std::string lookup_key;             ///< its column with the zone code
  std::string lookup_authority;       ///< its column with the authority
  std::string lookup_authority_name;  ///< may be empty
};

struct TimeChoice {
  Date start;
  int ticks = 40;  ///< quarters
};

struct RunChoice {
  std::uint64_t seed = 0;
  int replicates = 1;
  int threads = 0;  ///< 0: all cores
};

struct HousingChoice {
  Choice choice = Choice::exact;
  Stock stock = Stock::hold;
  /// Own exponent of some groups in place of alpha, by group name, sorted.
  std::vector<std::pair<std::string, double>> alpha_by_group;
};

struct MigrationChoice {
  Totals totals = Totals::hold;
  /// CSV authority,date,group,households; given when totals is follow.
  std::filesystem::path totals_file;
  /// Census table of moves between authorities (columns as in ODMG01EW:
  /// LAD_one_year_ago_CD, LAD_CD, count). May be empty.
  std::filesystem::path flows;
};

struct OutputChoice {
  int zones_every_ticks = 4;
  std::filesystem::path folder;  ///< empty: NAME-SEED in the current folder
};

/// Every choice of a user for one run; no parsing logic. Paths are usable as
/// they are (relative ones were resolved against the scenario file).
struct Scenario {
  int schema_version = 1;
  std::string title;
  AreaChoice area;
  TimeChoice time;
  RunChoice run;
  HousingChoice housing;
  MigrationChoice migration;
  OutputChoice output;
  /// Every parameter of scenarios/parameters.csv, by id.
  ParameterValues parameters;
  /// Priors the scenario gives in place of the table's, by parameter id.
  std::map<std::string, std::string> priors;
};

}  // namespace mingle
