// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <array>
#include <cstddef>
#include <vector>

namespace mingle::housing {

inline constexpr std::size_t households_per_block = 16'384;
/// What the mobility of a household depends on.
struct Situation {
  std::size_t row = 0;
  ZoneId zone;
  std::size_t kind = 0;
  Sector sector = Sector::owner;
  int age = 0;
  int bedrooms_short = 0;
};

Situation situation_of(const State& state, HouseholdId household);

/// The factors that raise or lower a hazard, before it is brought to the mean
/// of its class. Keeps prices as they are when it is made.
class Pressures {
 public:
  Pressures(const World& world, const State& state);
  /// Logarithm of the product of the factors; mostly 0.
  double log_factor(const Situation& now) const;
  /// The same of the zone: pressure on its services. Applies to all who live
  /// there, whether they move or leave the authority; not negative, if its
  /// parameter is not.
  double log_factor_of(ZoneId zone) const { return exits_[zone.index()]; }

 private:
  double yearly_cost(const Situation& now) const;

  const World& world_;
  const State& state_;
  std::vector<double> levels_;  ///< price over base, zones x 2
  std::vector<double> exits_;   ///< by zone
};

}  // namespace mingle::housing
