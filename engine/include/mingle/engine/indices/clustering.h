// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// How near two zones are, c_ij, as a function of their distance.
enum class Decay {
  exponential,  ///< exp(-d)
  linear,       ///< d itself (White's index with a distance, not a proximity)
};
/// The distance of a zone from itself.
enum class SelfDistance {
  sqrt_0_6_area,  ///< (0.6 a)^0.5, Massey and Denton
  zero,
  area_0_6_sqrt,  ///< 0.6 a^0.5
};
/// What c_ij is made of.
enum class ProximitySource { straight, network, rook, queen };

struct Proximity {
  ProximitySource source = ProximitySource::straight;
  Decay decay = Decay::exponential;
  double unit = 1000;  ///< metres per unit of d
  SelfDistance self = SelfDistance::sqrt_0_6_area;
  /// Whether c_ii counts: a zone with itself (1 under contiguity).
  bool self_pairs = true;
};

/// Everything the clustering indices need, from one pass over near pairs.
///
/// exp(-d) is summed out to 60 units, beyond which it is below 9e-27: each
/// mean proximity is at most that much too small. No n x n table is made.
struct ProximitySums {
  double xx = 0;  ///< sum_ij c_ij x_i x_j
  double xy = 0;
  double yy = 0;
  double tt = 0;
  double xt = 0;
  double ones = 0;       ///< sum_ij c_ij
  double zones = 0;      ///< n: all zones; under contiguity, those with people
  double isolation = 0;  ///< sum_i x_i (Cx)_i / (Ct)_i, over X
  double exposure = 0;   ///< sum_i x_i (Cy)_i / (Ct)_i, over X
};
ProximitySums proximity_sums(const TwoGroups& groups,
                             const IndexGeometry& geometry,
                             const Proximity& proximity);

/// The indices of clustering of Massey and Denton 1988 (White 1983; Morgan
/// 1983), from the sums. NaN where a group is absent or 0/0.
double absolute_clustering(const TwoGroups& groups, const ProximitySums& sums);
double relative_clustering(const TwoGroups& groups, const ProximitySums& sums);
double spatial_proximity(const TwoGroups& groups, const ProximitySums& sums);
double mean_proximity_within(const TwoGroups& groups,
                             const ProximitySums& sums);
double mean_proximity_between(const TwoGroups& groups,
                              const ProximitySums& sums);
double mean_proximity_all(const TwoGroups& groups, const ProximitySums& sums);

/// sum_k X_k P_kk / (T P_tt) over all groups.
double spatial_proximity(const PeopleTable& people,
                         const IndexGeometry& geometry,
                         const Proximity& proximity);

}  // namespace mingle
