// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Indices of two groups that need no geometry. Each returns NaN where the
/// formula has no value (a group absent, 0/0). Those of evenness compare x
/// with y alone; those of exposure, and `gorard`, `correlation_ratio` and
/// `concentration_profile`, relate x to the total t. Zones without people
/// contribute nothing. X, Y, T are totals, p = x/(x+y), P = X/(X+Y).
/// Formulas, ranges and sources: docs/methods/indices.md.

/// 1/2 sum |x/X - y/Y|. @source Duncan and Duncan 1955.
double dissimilarity(const TwoGroups& groups);
/// sum_i sum_j |x_i y_j - x_j y_i| / (2 X Y); O(n log n).
double gini(const TwoGroups& groups);
/// Theil's H: mutual information over the entropy of P.
double information_theory(const TwoGroups& groups);
/// M in nats.
double mutual_information(const TwoGroups& groups);
/// @param b  shape, in (0, 1); low b weighs zones with few of x more
double atkinson(const TwoGroups& groups, double b);
/// sum (x/X)(x/t); with a finite population (x-1)/(t-1), NaN where a zone of
/// x has one person.
double isolation(const TwoGroups& groups, bool finite_population);
/// sum (x/X)(y/t), or y/(t-1).
double exposure(const TwoGroups& groups, bool finite_population);
/// (isolation - X/T) / (1 - X/T)
double correlation_ratio(const TwoGroups& groups);
/// 1 - sum min(x/X, y/Y) / sum max(x/X, y/Y)
double min_max(const TwoGroups& groups);
/// 1/2 sum |x/X - t/T|
double gorard(const TwoGroups& groups);
/// 1 - sum sqrt((x/X)(y/Y))
double hutchens(const TwoGroups& groups);
/// Hong and Sadahiro's R over `m` >= 2 thresholds.
double concentration_profile(const TwoGroups& groups, std::size_t m);
/// Allen et al. 2015: each zone's difference shrunk by its sampling error.
double density_corrected_dissimilarity(const TwoGroups& groups);

}  // namespace mingle
