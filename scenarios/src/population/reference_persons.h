// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/scenarios/population.h>

namespace mingle {

/// Residents split into those of communal establishments and those in
/// households, zone x group.
struct Residents {
  GroupCounts communal;
  GroupCounts in_households;
  std::vector<std::size_t> communal_reduced;  ///< zones
};

/// Sets communal residents apart in proportion to each zone's groups.
/// @throws DataError for a zone with more households than people.
Residents split_residents(const AuthorityTables& tables);

/// Households by group of the reference person, zone x group: residents times
/// headship, fitted to the zones' households and the authority's categories,
/// at most the residents of the group; rows add up to the zones' households.
GroupCounts reference_persons(const GroupScheme& groups,
                              const AuthorityTables& tables,
                              const GroupCounts& in_households,
                              const PopulationParameters& parameters);

}  // namespace mingle
