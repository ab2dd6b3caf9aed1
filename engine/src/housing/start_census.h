// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <array>
#include <cstddef>
#include <vector>

namespace mingle::housing {

using ByMoveClass = std::array<double, move_class_count>;
/// By what is within reach: 1 a home for sale + 2 one to rent privately.
using ByReach = std::array<double, 4>;

/// Move rates of the survey by class, a year.
ByMoveClass table_rates(const MobilityRules& rules);

/// Share of those who leave an authority that stays in the study.
double share_within(const World& world, std::size_t authority);

/// What an authority's start says of its flows, households a year.
struct StartCensus {
  ByMoveClass pressure{};    ///< sum of the factors on hazards
  ByMoveClass households{};  ///< housed
  SectorShares exits{};      ///< homes left by death, union or to elsewhere
  /// Households, each counted with the rate of its class, by sector lived in.
  std::array<ByReach, sector_count> movers{};
  ByReach formed{};    ///< leavers, and partners who part
  ByReach arrivals{};  ///< households, each counted as likely as it is to be
                       ///< like an arrival
  /// Those who leave for other authorities of the study, by sector lived in.
  std::array<ByReach, sector_count> emigrants{};
  std::array<double, 2> formed_ages{};  ///< under 55, 55 and more
  std::array<double, 2> arrival_ages{};
  std::array<double, 2> emigrant_ages{};

  StartCensus& operator+=(const StartCensus& other);
};

/// By authority, from all housed households.
std::vector<StartCensus> take_census(const World& world, const State& state);

}  // namespace mingle::housing
