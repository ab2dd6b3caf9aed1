// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <array>
#include <cstddef>
#include <vector>

#include <mingle/engine/housing/move_rates.h>

namespace mingle::housing {

/// By what is within reach: 1 a home for sale + 2 one to rent privately.
using ByReach = std::array<double, 4>;

/// Move rates of the survey by class, a year.
ByMoveClass table_rates(const MobilityRules& rules);

/// Share of those of a group who leave an authority that stays in the study.
double share_within(const World& world,
                    std::size_t authority,
                    std::size_t group);

/// What changes the persons of a group, a year; only where totals are given.
struct GroupCensus {
  double natural = 0;        ///< births less deaths
  double leaving = 0;        ///< persons who leave the authority
  double staying = 0;        ///< of them, for other authorities of the study
  double members = 0;        ///< of all groups, in households of the group
  ByMoveClass households{};  ///< of the group

  GroupCensus& operator+=(const GroupCensus& other);
};

/// What an authority's start says of its flows, households a year.
struct StartCensus {
  ByMoveClass pressure{};    ///< sum of the factors on hazards
  ByMoveClass households{};  ///< housed
  SectorShares exits{};      ///< homes left by death, union or to elsewhere
  /// Households by class.
  std::array<ByReach, move_class_count> movers{};
  /// Those who leave for other authorities of the study, by class.
  std::array<ByReach, move_class_count> emigrants{};
  /// By age (under 55; 55 and more): leavers, and partners who part.
  std::array<ByReach, age_count> formed{};
  /// By age: households, each counted as likely as it is to be like an arrival.
  std::array<ByReach, age_count> arrivals{};
  std::vector<GroupCensus> groups;  ///< empty without given totals

  StartCensus& operator+=(const StartCensus& other);
};

/// By authority, from all housed households.
std::vector<StartCensus> take_census(const World& world, const State& state);

}  // namespace mingle::housing
