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
#include <mingle/engine/contact/rules.h>
#include <mingle/engine/utility.h>
#include <mingle/scenarios/lever_entry.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {

/// How a household chooses where to move.
enum class Choice : std::uint8_t {
  exact,   ///< softmax over every zone of the authority with a vacancy
  sampled  ///< the best of a few vacant dwellings
};

/// Which model of housing a run steps.
enum class HousingSystem : std::uint8_t {
  relocation,  ///< households exchange homes of their kind
  full         ///< people, tenures, prices, landlords, a register
};

/// Whether landlords treat applicants of some groups worse.
enum class Discrimination : std::uint8_t { on, off };

/// What happens to the number of dwellings.
enum class Stock : std::uint8_t {
  hold,   ///< as at the start
  follow  ///< built and removed so that the vacancy rate stays
};

/// What happens to the number of households; of persons in the full housing
/// system.
enum class Totals : std::uint8_t {
  hold,    ///< arrivals of each group equal its departures
  follow,  ///< each authority and group follows the totals file
  free     ///< what births, deaths and migration make of it; full system only
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
    // For the full housing system; each may be empty.
    std::filesystem::path bedrooms;
    std::filesystem::path composition;
    std::filesystem::path age;
    std::filesystem::path social_class;
    std::filesystem::path residence_length;
    std::filesystem::path deprivation;
    std::filesystem::path house_prices;
    std::filesystem::path mobility_by_group;
    // Where people meet; each may be empty.
    std::filesystem::path english;
    std::filesystem::path economic_activity;
    std::filesystem::path qualification;
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
  /// CSV that relates zones of an earlier census to those of the study, for
  /// tables that are keyed by the earlier ones. May be empty.
  std::filesystem::path earlier;
  std::string earlier_key;   ///< its column with the earlier zone
  std::string earlier_zone;  ///< its column with the zone of the study
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
  HousingSystem system = HousingSystem::relocation;
  Choice choice = Choice::exact;
  UtilityForm utility = UtilityForm::log_share;
  UtilityForm class_utility = UtilityForm::log_share;
  Discrimination discrimination = Discrimination::on;
  Stock stock = Stock::hold;
  /// Own exponent of some groups in place of alpha, by group name, sorted.
  std::vector<std::pair<std::string, double>> alpha_by_group;
  /// Exponent of all other groups of some authorities, by code, sorted.
  std::vector<std::pair<std::string, double>> alpha_by_authority;
  /// CSV authority,group,alpha; comes before both. May be empty.
  std::filesystem::path alpha_file;
  /// CSV zone,group,appeal; full system only. May be empty.
  std::filesystem::path appeal_file;
  /// The twin of the area, for previews only. May be empty.
  std::filesystem::path twin_file;
  /// CSV zone,tenure,bedrooms,date,dwellings; full housing system. May be
  /// empty.
  std::filesystem::path supply_file;
  /// RESEARCH ONLY: largest share of a zone's households of a group at which
  /// it is still let a social home; by group name, sorted.
  std::vector<std::pair<std::string, double>> quota;
  /// RESEARCH ONLY: the same from which it may buy no home there.
  std::vector<std::pair<std::string, double>> sales_quota;
};

struct MigrationChoice {
  Totals totals = Totals::hold;
  /// CSV authority,date,group,households (persons in the full housing
  /// system); given when totals is follow.
  std::filesystem::path totals_file;
  /// Census table of moves between authorities (columns as in ODMG01EW:
  /// LAD_one_year_ago_CD, LAD_CD, count). May be empty.
  std::filesystem::path flows;
};

struct ContactChoice {
  bool active = false;
  contact::Resolution resolution = contact::Resolution::pools;
  /// Census table of workers by home and work (columns as in ODWP01EW). May
  /// be empty.
  std::filesystem::path commuting;
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
  ContactChoice contact;
  OutputChoice output;
  /// Sorted by label.
  std::vector<LeverEntry> levers;
  Interaction interaction = Interaction::add;
  /// Every parameter of scenarios/parameters.csv, by id.
  ParameterValues parameters;
  /// Priors the scenario gives in place of the table's, by parameter id.
  std::map<std::string, std::string> priors;
};

}  // namespace mingle
