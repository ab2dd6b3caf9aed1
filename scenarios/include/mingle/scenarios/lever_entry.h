// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/engine/levers/mechanism.h>
#include <mingle/scenarios/predicate.h>

namespace mingle {

/// How an entry sets the size of its effects.
enum class EffectMode : std::uint8_t {
  fixed,    ///< the value given, or the catalogue's
  sampled,  ///< drawn from the prior, once for each replicate
  zero      ///< the value that changes nothing
};

/// Several levers that act on the same number at once.
enum class Interaction : std::uint8_t {
  add,     ///< effects add up; factors multiply
  largest  ///< only the one that is farthest from changing nothing counts
};

/// Homes to be built or, where negative, pulled down.
struct PlannedHomes {
  std::string zone;
  std::string tenure;
  int bedrooms = 2;  ///< 1 to 4, 4 meaning 4 or more
  int dwellings = 0;
  std::optional<Date> date;  ///< the first quarter of the lever if absent
};

/// One [[lever]] of a scenario, bundles taken apart.
struct LeverEntry {
  std::string id;     ///< of the catalogue
  std::string label;  ///< unique in the scenario; names it in results
  bool zero = false;  ///< the zero sibling was named
  Date from;
  Date to;  ///< first day on which it is off
  int first_tick = 0;
  int last_tick = 0;  ///< exclusive
  EffectMode mode = EffectMode::fixed;
  /// Values given in place of the catalogue's.
  std::map<levers::Mechanism, double> values;
  double intensity = 1;
  std::optional<double> coverage;
  std::optional<double> places;  ///< a year, in place of coverage
  std::optional<double> take_up;
  std::optional<double> zone_share;
  std::optional<double> hours;
  std::optional<double> unit_cost;
  std::optional<double> budget;           ///< pounds, from start to end
  std::optional<double> budget_per_year;  ///< pounds
  std::vector<std::string> areas;         ///< codes of authorities and zones
  Condition where;
  std::vector<std::string> groups;
  std::filesystem::path supply_from;
  std::string supply_layer;
  std::map<std::string, std::string> supply_columns;
  std::vector<PlannedHomes> supply;
  std::string tenure = "social_council";  ///< of homes by zone
  int bedrooms = 2;
  std::string bundle;  ///< label of the bundle it is a part of
  std::string file;    ///< for messages
  std::size_t line = 0;
};

/// A key of a [[lever]], for the documentation.
struct LeverKey {
  std::string name;
  std::string takes;
  std::string help;
  std::string json_type;
};
const std::vector<LeverKey>& lever_keys();

}  // namespace mingle
