// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/counts.h>

namespace mingle {

/// The indices a run measures at every tick; see docs/methods/indices.md.
/// All take persons by zone and group; zones without people are kept and
/// contribute nothing. All are safe to call from many threads.

/// Dissimilarity of every pair of groups, groups x groups row-major:
/// `1/2 sum_z |N_az/N_a - N_bz/N_b|`, in [0, 1], 0 on the diagonal, NaN where
/// a group is absent. O(zones x groups^2).
/// @source Duncan and Duncan 1955, American Sociological Review 20, 210-217.
std::vector<double> dissimilarity_matrix(const GroupCounts& counts);

/// Dissimilarity of each group against everyone else, in [0, 1]; NaN where
/// the group or the rest is absent.
std::vector<double> dissimilarity_rest(const GroupCounts& counts);

/// Exposure of the row group to the column group, everyone in the
/// denominator: `sum_z (N_az/N_a)(N_bz/N_z)`, rows sum to 1, the diagonal is
/// isolation. NaN rows where the group is absent.
/// @source Bell 1954, Social Forces 32, 357-364; Lieberson 1981.
std::vector<double> exposure_matrix(const GroupCounts& counts);

/// Correlation ratio (eta squared) of each group: isolation corrected for the
/// group's share, `(P*_aa - p_a)/(1 - p_a)`, in [0, 1]; NaN where absent or
/// where it is everyone.
std::vector<double> correlation_ratio(const GroupCounts& counts);

/// Theil's information theory index H over all groups,
/// `sum_z N_z (E - E_z) / (N E)`, in [0, 1]; NaN with fewer than two groups
/// present.
/// @source Theil and Finizza 1971; Reardon and Firebaugh 2002, table 2.
double information_theory(const GroupCounts& counts);

/// Location quotient of each zone and group, zones x groups row-major:
/// `(N_gz/N_z)/(N_g/N)`, >= 0; NaN for an empty zone or an absent group.
std::vector<double> location_quotients(const GroupCounts& counts);

}  // namespace mingle
