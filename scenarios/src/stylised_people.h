// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stylised_data.h"
#include "stylised_zones.h"

#include <cstdint>
#include <vector>

#include <mingle/engine/counts.h>

namespace mingle {

/// The invented neighbourhoods' tables, zones in the order of StylisedZones.
struct StylisedPeople {
  ZoneCounts residents;  ///< zone x census group
  ZoneCounts residence;  ///< zone x {in household, in communal establishment}
  ZoneCounts tenure;     ///< zone x Tenure, households
  ZoneCounts size;       ///< zone x size class, households
};

StylisedPeople make_stylised_people(const AuthorityFigures& figures,
                                    const StylisedZones& zones,
                                    std::uint64_t seed);

/// Households by size in each zone: category totals and zone totals exact,
/// zone means close to residents per household.
/// @param residents   in households, by zone
/// @param households  by zone; sums to the sum of `by_size`
ZoneCounts spread_sizes(const std::vector<std::int64_t>& residents,
                        const std::vector<std::int64_t>& households,
                        const std::vector<std::int64_t>& by_size);

}  // namespace mingle
