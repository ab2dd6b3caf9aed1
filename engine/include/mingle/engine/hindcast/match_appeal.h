// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle::hindcast {

/// Where the engine is to end, on zones and groups of the twin, and how those
/// of the engine belong to them.
struct TwinMap {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> zone_of;   ///< zone of the twin, by engine's zone
  std::vector<std::size_t> group_of;  ///< group of the twin or none, by
                                      ///< engine's group
  PeopleTable people;                 ///< of the twin, when the ticks are over
};

/// Defaults are those of the rows `twin.match.` of scenarios/parameters.csv.
struct MatchSettings {
  int ticks = 40;      ///< of a trial run: as long as the twin runs
  int rounds = 6;      ///< of trial runs
  int replicates = 2;  ///< trial runs of a round
  /// How many times more people of a group a zone has in the end, in logs,
  /// for each unit of appeal. A wrong one costs rounds, and makes the spread
  /// of drawn appeals as wrong.
  double response = 0.6;
  /// Persons added to both sides where the people of a zone are compared, so
  /// that chance in small numbers moves little.
  double floor = 10;
  double limit = 4;  ///< largest appeal, either way, in units of utility
};

/// What was found while matching.
struct AppealMatch {
  /// Share of people in another zone than the twin's when the ticks are over,
  /// by round, before its correction; holds what chance alone misplaces.
  std::vector<double> misplaced;
};

/// Makes the engine's map, after the ticks and in the mean over replicates,
/// that of the twin. Wished are the twin's mixes within the sizes that zones
/// and groups have in the engine; in round k of trial runs an appeal grows by
/// ln(wished / seen) / (response k), which averages the chance of trials away
/// over rounds. So whatever else draws groups to zones (distance, prices,
/// tenure, class, where arrivals settle) is made up for. Exponents stay as
/// they are. Groups without one of the twin get no appeal.
/// @post world.appeal is set
/// @source Berry 1994 (constants of alternatives that meet given shares);
///         Robbins and Monro 1951 (finding a root through noise).
AppealMatch match_appeal(const TwinMap& target,
                         const housing::State& start,
                         const MatchSettings& settings,
                         std::uint64_t seed,
                         housing::World& world);

/// Adds to the appeal what makes the engine's map that of other parameters of
/// the twin than those matched: ln(drawn / matched) / response.
/// @param drawn  the twin's people under these parameters
void shift_appeal(const TwinMap& matched,
                  const PeopleTable& drawn,
                  const MatchSettings& settings,
                  housing::World& world);

}  // namespace mingle::hindcast
