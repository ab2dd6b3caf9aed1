// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::housing {

using ByMoveClass = std::array<double, move_class_count>;

/// Factor on the rates of private renters at a tick: `private_trend` at the
/// start, then in a straight line to 1.
double private_trend_at(const MobilityRules& rules, int tick);

/// Move rates of the survey by class, a year, with that trend.
ByMoveClass surveyed_rates(const MobilityRules& rules, int tick);

/// Class of movers of a household with a home: its sector, and the age of its
/// reference person.
std::size_t move_class_of(const State& state, HouseholdId household);

/// Households with a home, by class of movers.
ByMoveClass households_by_class(const State& state);

/// Moves into homes, against the rates that the rules give.
struct MoveRates {
  ByMoveClass moved{};   ///< households that moved into a home of the class
  ByMoveClass lived{};   ///< years that households lived in such homes
  ByMoveClass survey{};  ///< moves that the survey's rates give in those years

  /// @param moved_in    Flow::moved_in over some years
  /// @param households  with a home, by class, on average over these years
  /// @param rates       of the survey, a year
  void add(std::span<const std::int64_t> moved_in,
           const ByMoveClass& households,
           const ByMoveClass& rates,
           double years);
  MoveRates& operator+=(const MoveRates& other);
};

/// One rate a year as the survey has it.
struct MoveRate {
  std::string name;  ///< "owners under 55"
  double seen = 0;   ///< simulated; 0 where nobody lived
  double survey = 0;
  /// The mark that move rates are measured by: within a tenth.
  bool met() const { return seen >= 0.9 * survey && seen <= 1.1 * survey; }
};

/// Owners and private renters by age, social tenants of all ages; without
/// classes nobody lived in.
std::vector<MoveRate> rates_of(const MoveRates& moves);

}  // namespace mingle::housing
