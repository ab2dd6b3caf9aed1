// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace mingle {

/// Persons a year who leave and who come, of the authorities of a study.
struct MigrantMargins {
  std::size_t authorities = 0;
  std::size_t groups = 0;
  /// Moves between authorities of the study, origin x destination; nobody
  /// moves from one to itself.
  std::vector<double> between;
  std::vector<double> leavers;      ///< for others of the study, origin x group
  std::vector<double> to_outside;   ///< likewise, for anywhere else
  std::vector<double> composition;  ///< of who comes, destination x group;
                                    ///< only ratios within a destination count
};

/// Where the leavers of each group go, groups x origin x destination:
/// cumulative shares, what is left of 1 leaves the study. The moves of all
/// groups add up to the given ones, and those who come to an authority have
/// the given composition, as far as there are leavers of each group.
///
/// Moves of a group are `between x a(origin, group) x b(destination, group) x
/// c(origin, destination)`, the table with these margins that is nearest to
/// one in which all groups go alike (minimum relative entropy). A group
/// without leavers in an authority goes as all do there.
/// @source Deming and Stephan 1940, Annals of Mathematical Statistics 11, 427;
///   Wilson 1971, Environment and Planning 3, 1 (doubly constrained model)
std::vector<double> migrant_destinations(const MigrantMargins& margins);

}  // namespace mingle
