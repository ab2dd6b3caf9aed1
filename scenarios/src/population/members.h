// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "household_table.h"

namespace mingle {

/// Lists the households of one zone and fills them with its residents.
/// @param groups  those of mixed groups do not fill large households of their
///                own: many live with parents of other groups
/// @param out  households and members are added to it
/// @returns residents who live under another group's reference person
std::int64_t fill_zone(const GroupScheme& groups,
                       std::size_t zone,
                       const std::string& code,
                       const HouseholdCube& cube,
                       const GroupCounts& in_households,
                       AuthorityPopulation& out);

}  // namespace mingle
