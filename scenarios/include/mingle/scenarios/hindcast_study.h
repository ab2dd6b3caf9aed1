// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/panel.h>
#include <mingle/engine/tenure.h>
#include <mingle/geo/common_zones.h>
#include <mingle/scenarios/parameters.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// How the columns of a census table become groups.
enum class Grouping : std::uint8_t {
  broad,    ///< asian, black, mixed, white, other
  detailed  ///< the census's own, those that both tables have
};

/// A quantity that may explain where groups grow, by zone.
struct CovariateChoice {
  std::string name;
  std::filesystem::path file;  ///< empty: residents per km2 (needs a map)
  Vintage vintage = Vintage::earlier;
  std::string key;                   ///< column of the code; empty: the first
  std::vector<std::string> columns;  ///< summed above the line; "-x": less x
  /// Summed below the line; `residents` is the earlier census's; empty: the
  /// mean of the first column over the members of a zone.
  std::vector<std::string> per;
  /// Lookup from zones to the coarser zones of the table; may be empty.
  std::filesystem::path via;
  std::string via_zone;    ///< its column of zone codes
  std::string via_coarse;  ///< its column of the table's codes
  bool log = false;        ///< take ln(1 + value)
  /// Describes a time after the earlier census: every forecast that sees it
  /// is marked as told about the future.
  bool after_start = false;
};

/// How the engine itself takes part; it does not where no authority is named.
struct EngineChoice {
  std::vector<std::string> authorities;  ///< codes
  int replicates = 8;                    ///< members of its ensemble
  /// Appeal of zones from the twin, fitted without the authority's fold; else
  /// none.
  bool twin_appeal = true;
  /// Scenario of the full housing system with the later census's area; its
  /// authorities, dates, seed and totals are replaced.
  std::filesystem::path scenario;
  std::filesystem::path households;  ///< of the earlier census, by zone
  std::string households_column;
  std::filesystem::path tenure;  ///< of the earlier census, by authority
  std::string tenure_key;        ///< its column with the authority's code
  /// Its columns for each tenure, summed.
  std::array<std::vector<std::string>, tenure_count> tenure_columns;
};

/// A census before the earlier one, for momentum (N7); may be of some zones.
struct EarliestChoice {
  std::filesystem::path file;  ///< residents by zone and group; empty: none
  std::string key;             ///< column of the earlier census's zone codes
  int year = 2001;
  /// Columns counted as another one, like HindcastStudy::fold.
  std::map<std::string, std::string> fold;
};

/// What `mingle hindcast` compares: two censuses, on common zones.
struct HindcastStudy {
  std::string title;
  std::string text;              ///< of the study file
  std::filesystem::path before;  ///< residents by zone and group
  std::filesystem::path after;
  int before_year = 2011;
  int after_year = 2021;
  CommonZonesSource lookup;
  std::filesystem::path regions;  ///< authority to region; may be empty
  std::string regions_authority;
  std::string regions_region;
  AreaChoice::ZonesFile map;  ///< of earlier zones; file may be empty
  Grouping grouping = Grouping::broad;
  /// Columns counted as another one: white_roma = white_other.
  std::map<std::string, std::string> fold;
  std::vector<CovariateChoice> covariates;
  std::vector<std::string> authorities;  ///< empty: all with data
  /// Authorities that the table shows one by one; empty: none.
  std::vector<std::string> show;
  /// Covariates that change how many stay (the twin's rho).
  std::vector<std::string> retention;
  std::vector<std::string> pairs;  ///< "white:asian"
  int members = 100;               ///< of the twin's ensemble
  int folds = 10;                  ///< 0: one for each region
  std::uint64_t seed = 1;
  /// Share of a group that leaves its home in a year, by group; others have
  /// `turnover_other`.
  std::map<std::string, double> turnover;
  double turnover_other = 0.1;
  EarliestChoice earliest;
  EngineChoice engine;
  /// The twin's own constants (rows `twin.` of scenarios/parameters.csv) as
  /// the section [twin] sets them.
  ParameterValues parameters;
};

/// Reads a study file.
/// @throws ConfigError with every mistake there is, in file order.
HindcastStudy read_hindcast_study(const std::filesystem::path& file);

/// The files that a study reads, each once, with their hashes; those of the
/// engine's scenario are not among them.
/// @throws DataError when one cannot be read
std::vector<InputFile> hindcast_inputs(const HindcastStudy& study);

/// A panel and what was noticed while making it.
struct LoadedPanel {
  hindcast::Panel panel;
  /// Counts of the earliest census, zones x groups, NaN where it has none;
  /// empty without one. Zones that were split or merged have none.
  std::vector<double> earliest;
  std::vector<std::string> notes;
};

/// Reads the tables and sums them onto common zones.
/// @throws DataError naming file and codes when tables do not match.
LoadedPanel load_panel(const HindcastStudy& study);

}  // namespace mingle
