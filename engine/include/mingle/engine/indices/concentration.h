// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Indices of concentration and centralisation (Massey and Denton 1988).
/// Areas, or centroids, are needed.

/// 1/2 sum |x/X - a/A|, a the area. @source Hoover 1941; Duncan 1961.
double delta(const TwoGroups& groups, const IndexGeometry& geometry);
/// Zones by area; n1 the smallest that hold X of t, n2 the largest that do.
/// Not clipped; NaN where all zones have one area.
double absolute_concentration(const TwoGroups& groups,
                              const IndexGeometry& geometry);
/// Whose total decides how many of the largest zones the denominator takes.
enum class LargestZonesHold { group, other };
/// @param hold  group: X decides n1 and n2 (Massey and Denton); other: Y
///              decides n2
double relative_concentration(const TwoGroups& groups,
                              const IndexGeometry& geometry,
                              LargestZonesHold hold);

/// Where the centre of a city is taken to be.
enum class Centre {
  mean,                      ///< of the centroids
  median,                    ///< of their coordinates, one by one
  population_weighted_mean,  ///< weights t
  largest_population,        ///< zone of largest t; the mean of several
};
struct CentrePoint {
  double x = 0;
  double y = 0;
};
CentrePoint centre_of(const TwoGroups& groups,
                      const IndexGeometry& geometry,
                      Centre centre);

/// Zones by distance from the centre, those within a micrometre of one
/// distance together as a ring; X, A cumulative shares of x and of area:
/// sum X_{i-1} A_i - sum X_i A_{i-1}. In [-1, 1], 1 when x is all central.
double absolute_centralisation(const TwoGroups& groups,
                               const IndexGeometry& geometry,
                               CentrePoint centre);
/// The same with y in place of area.
double relative_centralisation(const TwoGroups& groups,
                               const IndexGeometry& geometry,
                               CentrePoint centre);

}  // namespace mingle
