// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// One number for each broad group.
using GroupRow = std::array<double, max_broad>;

/// How separate pupils are at school and where they live; the same pupils.
struct SchoolMeasures {
  double schools_information = 0;    ///< H over schools
  double homes_information = 0;      ///< H over zones
  GroupRow schools_dissimilarity{};  ///< each group from the rest
  GroupRow homes_dissimilarity{};
};

/// What is seen of a state. Matrices are own x other; NaN where a group has
/// nobody. Synthetic persons of households; communal residents are met by
/// nobody and count only in the make-up of zones.
struct Measures {
  GroupRow people{};
  GroupMatrix residential{};  ///< exposure where people live
  GroupMatrix experienced{};  ///< exposure over everyday settings
  std::array<GroupRow, stage_count> residential_isolation_by_stage{};
  std::array<GroupRow, stage_count> experienced_isolation_by_stage{};
  /// Of adults under pension age.
  std::array<GroupRow, employment_count> residential_isolation_by_work{};
  std::array<GroupRow, employment_count> experienced_isolation_by_work{};
  /// Contacts a day of a person, by setting.
  std::array<GroupMatrix, setting_count> contacts{};

  GroupMatrix ties{};            ///< close ties of a person
  GroupMatrix weak_ties{};       ///< acquaintances that levers brought about
  GroupRow external_internal{};  ///< E-I index of ties, -1 to 1
  GroupRow cross_tie{};          ///< share with a close tie to another group
  double assortativity = 0;      ///< of ties, all groups
  double external_internal_all = 0;
  double cross_tie_all = 0;
  /// Share of those of 18 and over with ties who have none across groups.
  double one_group_adults = 0;

  /// Of those aged 11 and over towards other groups; the diagonal is NaN.
  GroupMatrix tolerance{};
  GroupMatrix attitude{};
  GroupMatrix attitude_sd{};
  GroupMatrix intolerant{};  ///< share under the threshold
  GroupMatrix bimodality{};  ///< Sarle's coefficient of attitudes
  /// Correlation of tolerance with g(C), quality-weighted contact on the
  /// bounded scale on which it works.
  GroupMatrix contact_tolerance{};
  double contact_tolerance_all = 0;  ///< mean over pairs, by their sizes
  double tolerance_all = 0;
  double intolerant_all = 0;
  double bimodality_all = 0;

  std::array<GroupRow, english_count> english{};  ///< shares, aged 4 on
  std::array<GroupRow, employment_count> work{};  ///< shares of adults
  GroupRow participation{};                       ///< share, 18 and over
  double participation_all = 0;
  /// Places in youth programmes in the last year per person of their ages.
  double youth_places = 0;
  /// Households of each fifth of income a year before the last anniversary
  /// (row) by their fifth then: shares of a row. NaN in the first year.
  std::array<double, income_fifth_count * income_fifth_count> income_fifths{};
  GroupRow left_lowest_fifth{};  ///< share of those in it a year before
  double left_lowest_fifth_all = 0;
  std::array<SchoolMeasures, phase_count> schools{};
  /// Experienced exposure of the residents of each zone, zone x max_broad.
  std::vector<double> zone_exposure;
};

/// Assortativity by group of links, own x other; NaN without any.
/// @source Newman 2003, Mixing patterns in networks, equation 2
double assortativity_of(const GroupMatrix& links);

Measures measure(const housing::World& housing,
                 const World& world,
                 const housing::State& homes,
                 const State& state);

}  // namespace mingle::contact
