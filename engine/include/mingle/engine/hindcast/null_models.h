// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle::hindcast {

/// What a forecast is told of the later census, and nothing else: the totals
/// of each group in the authority and, where declared, of each zone.
struct Controls {
  std::vector<double> group_totals;
  std::vector<double> zone_totals;  ///< empty: not given
};

/// Forecasts that know no mechanism. Each takes the earlier counts of one
/// authority, zones x groups, and returns those of the later census.

/// N0: the earlier counts, scaled to the later population.
PeopleTable frozen_composition(const PeopleTable& before,
                               const Controls& controls);

/// N1: each group's earlier map scaled to its later total. A group that was
/// absent is spread like everyone. No dissimilarity changes.
PeopleTable proportional(const PeopleTable& before, const Controls& controls);

/// N2: every zone has the authority's later mix. Zones have their later
/// totals where given, else earlier ones scaled.
PeopleTable uniform_mixing(const PeopleTable& before, const Controls& controls);

/// N3: each zone's shares move by the authority's change of shares; cut at
/// zero, zones scaled to their earlier totals, then groups to theirs.
PeopleTable additive_shift(const PeopleTable& before, const Controls& controls);

/// N4: N1 raked to the zone totals.
/// @pre the controls have zone totals.
PeopleTable raked(const PeopleTable& before, const Controls& controls);

/// N7: N1 plus half of what the decade before left unexplained: zones' shares
/// move by `factor` times (shares at `before` less shares that N1 would have
/// given from `earlier`).
/// @param earlier  counts one census before `before`, same zones and groups
PeopleTable momentum(const PeopleTable& earlier,
                     const PeopleTable& before,
                     const Controls& controls,
                     double factor = 0.5);

/// Scales rows and columns in turn until both fit (iterative proportional
/// fitting); ends with the columns. Rows or columns that are empty stay so.
/// @param tolerance  largest relative error of a row total at which to stop
PeopleTable rake(const PeopleTable& start,
                 const Controls& controls,
                 double tolerance = 1e-10,
                 int rounds = 1000);

/// Counts from shares of zones (rows need not sum to one) and zone totals,
/// negative shares cut at zero; groups then scaled to their totals, and raked
/// where zone totals are given.
PeopleTable from_shares(std::span<const double> shares,
                        std::span<const double> zone_totals,
                        const Controls& controls);

}  // namespace mingle::hindcast
