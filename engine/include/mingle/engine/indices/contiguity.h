// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Indices of how unlike neighbouring zones are. p is x/(x+y); in an empty
/// zone it is taken as 0 (drop empty zones for the other convention).

/// How a boundary counts in the boundary-adjusted dissimilarity.
enum class BoundaryWeight {
  rook,                 ///< 1 where zones share a line (Morrill 1991)
  queen,                ///< 1 where they touch
  border_length,        ///< length of the shared line (Wong 1993)
  border_length_shape,  ///< length and the zones' perimeter / area (Wong)
};
/// Which perimeter `border_length_shape` takes.
enum class Perimeter {
  full,      ///< of the zone
  interior,  ///< shared with other zones
};
/// D less the mean difference of p across boundaries. NaN where no zones
/// touch or a group is absent.
/// @param row_standardised  weights of each zone sum to 1 first (not with
///                          border_length_shape)
double boundary_adjusted_dissimilarity(const TwoGroups& groups,
                                       const IndexGeometry& geometry,
                                       BoundaryWeight weight,
                                       bool row_standardised,
                                       Perimeter perimeter);

/// Hong and Sadahiro's summary of how close together, in steps over the
/// contiguity graph, the zones above each of `m` shares are. Pairs without a
/// path are infinitely far. O(n^2) time, O(n) memory.
double spatial_proximity_profile(const TwoGroups& groups,
                                 const IndexGeometry& geometry,
                                 Contiguity contiguity,
                                 std::size_t m);

/// Moran's I of the values: (n/W) sum_ij w_ij z_i z_j / sum z_i^2; NaN values
/// and their weights are left out. NaN where all values are equal.
/// @source Moran 1950; Cliff and Ord 1981.
double morans_i(const std::vector<double>& values, const ZoneWeights& weights);
/// Geary's C: ((n-1)/2W) sum_ij w_ij (v_i - v_j)^2 / sum z_i^2.
double gearys_c(const std::vector<double>& values, const ZoneWeights& weights);
/// Getis and Ord's G* of each zone as a standard score, the zone itself
/// included with weight 1; NaN for NaN values.
/// @source Ord and Getis 1995, Geographical Analysis 27.
std::vector<double> getis_ord_g_star(const std::vector<double>& values,
                                     const ZoneWeights& weights);

/// x/t of each zone; NaN where there is nobody.
std::vector<double> shares_of(const TwoGroups& groups);

}  // namespace mingle
