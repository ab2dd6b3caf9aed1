// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/tenure.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Numbers of the population model, from scenarios/parameters.csv.
struct PopulationParameters {
  /// Households per resident by RM134 category, where an authority has no
  /// table of its own.
  std::array<double, hrp_category_count> headship{};
  /// Mean size of households headed by a person of a mixed group, persons.
  double mixed_hrp_mean_size = 2.4;
};

/// The published tables of one authority, zone by zone, that its households
/// are fitted to. Rows are the authority's zones in order.
struct AuthorityTables {
  std::vector<std::string> zone_codes;
  GroupCounts residents;  ///< usual residents by group
  ZoneCounts tenure;      ///< households by the five tenures
  ZoneCounts size;        ///< households of 1, 2, 3, 4 or more persons
  std::vector<std::int32_t> communal;  ///< residents of establishments
  /// RM134 of the authority, where there is one.
  std::optional<TenureByGroup> tenure_by_group;
  /// Seed of category x tenure where there is none: pooled RM134; may be all
  /// zero, then tenure is independent of group within a zone.
  TenureByGroup pooled;
};

/// How well one authority's synthetic households meet the published tables.
/// TAE/2N is half the total absolute error over the table's total.
struct PopulationFit {
  std::string authority;
  std::int64_t residents = 0;
  std::int64_t households = 0;
  std::int64_t communal = 0;
  /// Zone x group cells whose residents differ from the table.
  std::int64_t resident_cells_wrong = 0;
  /// Zone x tenure cells whose households differ from the table.
  std::int64_t tenure_cells_wrong = 0;
  double size_error = 0;  ///< TAE/2N of zone x size
  bool has_tenure_by_group = false;
  /// Largest difference of a category's households from RM134.
  std::int64_t category_difference = 0;
  double category_tenure_error = 0;  ///< TAE/2N of category x tenure, RM134
  /// Share of residents in households headed by another group.
  double under_other_group = 0;
  /// Zones whose table of sizes asks for more persons than there are.
  std::vector<std::string> sizes_shifted;
  /// Zones with fewer people outside establishments than households.
  std::vector<std::string> communal_reduced;
  std::int64_t largest_household = 0;  ///< persons
};

/// The households of one authority, zone by zone.
struct AuthorityPopulation {
  std::vector<std::uint32_t> first_household;  ///< of each zone, and the end
  std::vector<std::uint8_t> kinds;
  std::vector<std::uint8_t> sizes;    ///< members
  std::vector<std::uint8_t> members;  ///< groups, reference person first
  GroupCounts communal;
  PopulationFit fit;
};

/// Makes the households of an authority and their members from its tables.
///
/// No census table gives households by group of the reference person by small
/// area: they are modelled. 1. Communal residents are set apart in proportion
/// to the zone's groups. 2. Reference persons: residents times headship,
/// fitted to zone totals and, where there is one, to RM134. 3. Group x tenure
/// x size of each zone by iterative proportional fitting, rounded by
/// truncate-replicate-sample, then swapped to exact margins. 4. Remaining
/// residents fill the seats, own group first.
///
/// Draws are keyed by zone code, so a zone has the same households in any
/// study. Docs: docs/methods/population.md.
/// @throws DataError for a zone with more households than people.
AuthorityPopulation synthesise(const std::string& authority,
                               const GroupScheme& groups,
                               const AuthorityTables& tables,
                               const PopulationParameters& parameters);

/// Key of a zone for random draws and persistent household ids: a hash of its
/// code whose low 20 bits are zero.
std::uint64_t zone_key(std::string_view code);

}  // namespace mingle
