// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <mingle/engine/dwellings.h>
#include <mingle/engine/id.h>
#include <mingle/engine/levers/mechanism.h>
#include <mingle/engine/levers/predicate.h>
#include <mingle/engine/levers/prior.h>
#include <mingle/engine/tenure.h>

namespace mingle::levers {

/// Whom a lever reaches: persons, or the places where its rule holds.
enum class Target : std::uint8_t { nobody, persons, zones, authorities };

enum class Schedule : std::uint8_t { once, quarter, year };

enum class CostUnit : std::uint8_t {
  person,
  zone_year,
  authority,
  authority_year,
  dwelling
};

enum class Together : std::uint8_t { add, largest };

/// One effect, its size in numbers.
struct PlannedEffect {
  Mechanism mechanism = Mechanism::none;
  double value = 0;  ///< NaN: none given
  Prior prior;
  bool sampled = false;
  std::vector<std::size_t> of;  ///< levers that COVERAGE widens
};

/// Homes that a lever builds, or pulls down.
struct PlannedSite {
  int tick = 0;
  CellId cell;
  std::int32_t dwellings = 0;
};

/// A lever with all names resolved; see docs/methods/levers.md for what the
/// numbers do. Defaults are those of a lever that reaches everybody always.
// In the order of what they mean; there are few of them.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct PlannedLever {
  std::string label;
  std::uint64_t stream = 0;  ///< of its draws
  int first_tick = 0;
  int last_tick = 0;  ///< exclusive
  Target target = Target::nobody;
  Predicate persons;
  Predicate zones;
  std::vector<std::uint8_t> areas;   ///< by zone: acts there; empty: all
  std::vector<std::uint8_t> groups;  ///< by group; empty: all
  double zone_share = 1;
  bool zones_grow = false;
  double coverage = 1;
  Prior coverage_prior;
  bool coverage_sampled = false;  ///< drawn from its prior in each replicate
  double places = -1;             ///< a year; negative: coverage says
  double take_up = 1;
  Schedule schedule = Schedule::quarter;
  int quarter = 0;       ///< of the calendar year, 1-4; 0: any
  int duration = 1;      ///< ticks
  double hours = 0;      ///< a place
  double intensity = 1;  ///< factor on the effects
  double quality = 1;
  int group_size = 0;
  bool mixed = false;
  double half_life = 4;  ///< ticks
  double rho_gen = 0.3;
  /// Factor on attitude effects for the half of those reached in a quarter in
  /// whose zones fewer residents are of other broad groups.
  double low_contact_factor = 1;
  int lag = 0;
  int follows = -1;  ///< lever whose participants it reaches
  double unit_cost = std::numeric_limits<double>::quiet_NaN();
  CostUnit cost_unit = CostUnit::person;
  double budget = std::numeric_limits<double>::infinity();
  double budget_per_year = std::numeric_limits<double>::infinity();
  bool youth = false;  ///< its places for the young are youth places
  bool zero = false;   ///< every effect at the value that changes nothing
  std::vector<PlannedEffect> effects;
  std::vector<PlannedSite> sites;
  Tenure tenure = Tenure::social_council;  ///< of homes built by zone
  std::size_t bedrooms = 1;                ///< class 0..3

  bool has(Mechanism mechanism) const {
    for (const PlannedEffect& effect : effects) {
      if (effect.mechanism == mechanism) return true;
    }
    return false;
  }
};

/// All levers of a run.
struct Plan {
  std::vector<PlannedLever> levers;
  Together together = Together::add;
  int first_quarter = 1;  ///< of the calendar year, of tick 0
  double contacts_per_hour = 2;
  bool knows_deprivation = false;  ///< deciles of zones are given

  bool empty() const { return levers.empty(); }
};

}  // namespace mingle::levers
