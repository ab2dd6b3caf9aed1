// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/scenarios/population.h>

namespace mingle {

/// Households by zone, group of the reference person, tenure and size class.
struct HouseholdCube {
  std::size_t zones = 0;
  std::size_t groups = 0;
  std::vector<std::int32_t> cells;  ///< zone-major, then group, then kind

  std::int32_t at(std::size_t z, std::size_t g, std::size_t kind) const {
    return cells[(z * groups + g) * kind_count + kind];
  }
  std::int32_t& at(std::size_t z, std::size_t g, std::size_t kind) {
    return cells[(z * groups + g) * kind_count + kind];
  }
};

/// Household sizes by zone that the persons of each zone can fill: the table
/// raked to the households of the zone; where 4 and more persons would need
/// more people than there are, households are moved to smaller sizes.
/// @param shifted  zones where that was so (added to)
ZoneCounts feasible_sizes(const AuthorityTables& tables,
                          const GroupCounts& in_households,
                          std::vector<std::size_t>& shifted);

/// Joint distribution by iterative proportional fitting to the zones' groups,
/// tenures and sizes and to RM134, then whole numbers with exact zone margins.
/// @param reference  households by zone and group of the reference person
/// @param sizes      from feasible_sizes()
HouseholdCube fit_households(const GroupScheme& groups,
                             const AuthorityTables& tables,
                             const GroupCounts& in_households,
                             const GroupCounts& reference,
                             const ZoneCounts& sizes,
                             const PopulationParameters& parameters);

}  // namespace mingle
