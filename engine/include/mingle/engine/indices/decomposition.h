// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// How the change of M between two dates is shared among its causes.
enum class ChangeMethod {
  shapley,             ///< Elbers 2021: raked margins, all orders averaged
  karmel_maclachlan,   ///< Karmel and Maclachlan 1988
  mora_ruiz_castillo,  ///< Mora and Ruiz-Castillo 2009
};

/// M after less M before, in parts that add up to it.
struct MutualInformationChange {
  double before = 0;
  double after = 0;
  double additions = 0;       ///< zones or groups only there after
  double removals = 0;        ///< zones or groups only there before
  double group_marginal = 0;  ///< the groups' sizes changed
  double zone_marginal = 0;   ///< the zones' sizes changed
  double interaction = 0;     ///< Karmel and Maclachlan only
  double structural = 0;      ///< who lives where changed, margins apart
};

/// The same zones and groups at two dates, row by row (zones of one date only
/// have no people at the other). Empty cells become 1e-10 people before the
/// margins are raked; raking stops at 1e-14.
/// @source Elbers 2021, Sociological Methods and Research.
MutualInformationChange mutual_information_change(const PeopleTable& before,
                                                  const PeopleTable& after,
                                                  ChangeMethod method);

/// Segregation among larger areas and, on average, within them.
struct NestedSegregation {
  double total = 0;
  double between = 0;
  double within = 0;               ///< total = between + within
  std::vector<double> of_parents;  ///< M, or H, inside each larger area
  std::vector<double> shares;      ///< of all people, by larger area
};
/// M between and within larger areas. @param parents  larger area of each
/// zone, 0..count-1. @source Theil 1972; Mora and Ruiz-Castillo 2011.
NestedSegregation nested_mutual_information(
    const PeopleTable& people,
    std::span<const std::size_t> parents,
    std::size_t count);
/// The same over the entropy of the whole city; `of_parents` is H of each.
NestedSegregation nested_information_theory(
    const PeopleTable& people,
    std::span<const std::size_t> parents,
    std::size_t count);

/// One level of larger areas: MSOAs, authorities.
struct AreaLevel {
  std::vector<std::size_t> of_zone;  ///< 0..count-1
  std::size_t count = 0;
};
/// M of the whole; between the largest areas; between the areas of each
/// smaller level within those of the next larger; within the smallest. All but
/// the first add up to it.
/// @param levels  the smallest first; each area lies in one of the next level
std::vector<double> nested_mutual_information(
    const PeopleTable& people,
    std::span<const AreaLevel> levels);
/// The same over the entropy of the whole city.
std::vector<double> nested_information_theory(
    const PeopleTable& people,
    std::span<const AreaLevel> levels);

/// What of one city is put into the other's zones.
enum class Counterfactual {
  composition,       ///< zones' shares of x, by rank
  share,             ///< zones' parts of all x and of all y, by rank
  dual_composition,  ///< zones' shares of x and of y, each by rank
};
/// How much of the difference between two cities is due to their spatial
/// structure and how much to their composition.
struct SpaceAndAttributes {
  double space = 0;  ///< space + attributes = first - second
  double attributes = 0;
  double first = 0;                    ///< first city's space and attributes
  double first_second_attributes = 0;  ///< first space, second attributes
  double second_first_attributes = 0;  ///< second space, first attributes
  double second = 0;
};
/// @param index  the two-group index compared
/// @source Cortes et al. 2020, Journal of Computational Social Science 3;
///         Rey et al. 2021.
SpaceAndAttributes shapley_space_attribute(
    const TwoGroups& first,
    const TwoGroups& second,
    Counterfactual counterfactual,
    const std::function<double(const TwoGroups&)>& index);

}  // namespace mingle
