// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <array>
#include <cstddef>

namespace mingle::housing {

inline constexpr std::size_t households_per_block = 16'384;
inline constexpr int older_age = 55;
/// Classes of the table of rates: sector x (under 55, 55 and more).
inline constexpr std::size_t rate_classes = sector_count * 2;

constexpr std::size_t rate_class(Sector sector, int age) {
  return static_cast<std::size_t>(sector) * 2 + (age >= older_age ? 1 : 0);
}

/// What the mobility of a household depends on.
struct Situation {
  std::size_t row = 0;
  ZoneId zone;
  std::size_t kind = 0;
  Sector sector = Sector::owner;
  int age = 0;
  int bedrooms_short = 0;
};

Situation situation_of(const World& world,
                       const State& state,
                       HouseholdId household);

/// The factors that raise or lower a hazard, before it is brought to the mean
/// of its class.
double pressure(const World& world, const State& state, const Situation& now);

}  // namespace mingle::housing
