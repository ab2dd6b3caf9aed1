// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle::hindcast {

/// An exponent of the own group's share that the engine can use.
struct EngineAlpha {
  double alpha = 1;
  bool cut = false;  ///< lay outside 0..3
};

/// The exponent with which newcomers at the engine's rate mix a group as fast
/// as those of the twin: rate (1 - alpha) is the same for both. Two censuses
/// tell that product only.
/// @param twin_rate, engine_rate  newcomers a year over the people of a group
EngineAlpha engine_alpha(double twin_alpha,
                         double twin_rate,
                         double engine_rate);

/// What the twin says of an area's first year, on its zones and groups, and
/// how those of the engine belong to them.
struct TwinYear {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> zone_of;   ///< zone of the twin, by engine's zone
  std::vector<std::size_t> group_of;  ///< group of the twin or none, by
                                      ///< engine's group
  PeopleTable before;
  PeopleTable after;           ///< a year later
  std::vector<double> alphas;  ///< by group of the twin
  std::vector<double> rates;   ///< newcomers over people, by group
  std::vector<double> pulls;   ///< zones x groups, see Twin::pulls()
};

/// Defaults are those of the rows `twin.match.` of scenarios/parameters.csv.
struct MatchSettings {
  int rounds = 3;      ///< of trial years
  int replicates = 4;  ///< trial years of each half of a round
  /// Persons a year added to both sides where wished and seen newcomers of a
  /// zone are compared, so that chance in small numbers moves little.
  double floor = 10;
  double limit = 4;  ///< largest appeal, either way, in units of utility
  /// Step of appeal along ln s by which the engine's response is measured.
  double step = 0.3;
  /// Bounds of the response: outside, trial years say little.
  double least_response = 0.5;
  double most_response = 1.5;
  double kappa = 20;  ///< persons of the authority's mix added to a zone
};

/// What was found while matching, by group of the twin.
struct AppealMatch {
  std::vector<double> chose;   ///< newcomers by choice a year over people
  std::vector<double> joined;  ///< who moved in with others, the same
  std::vector<EngineAlpha> alphas;
  /// How far newcomers follow a change of appeal along ln s, over how far
  /// those of the twin do: below 1 where distance and tenure leave less to
  /// choose; cut to 0.5..1.5.
  std::vector<double> response;
  double kappa = 0;  ///< of the settings
  /// Share of a year's newcomers who went elsewhere than wished, by round;
  /// holds what chance alone misplaces.
  std::vector<double> misplaced;
};

/// Makes the first year of the engine that of the twin. Exponents are set by
/// engine_alpha() from the rates of a trial year, and appeal starts as the
/// twin's pulls at the engine's rate. Then, round by round, newcomers wished
/// and seen are compared, r_gz = ln(wished / seen): wished are as many as give
/// each zone the twin's mix after a year within the sizes that zones have in
/// the engine. What of r goes along with ln s and the pulls (weighted least
/// squares) is added to the appeal over the response; of the rest as much as
/// two halves of the trial years agree on. Distance, prices, tenure, class,
/// and where newcomers from outside go are so made up for. Groups without one
/// of the twin keep their exponent and get no appeal.
/// @post world.appeal and world.base.rules.alpha are set
/// @source Berry 1994 (constants of alternatives that meet given shares);
///         Gourieroux, Monfort and Renault 1993 (indirect inference).
AppealMatch match_appeal(const TwinYear& year,
                         const housing::State& start,
                         const MatchSettings& settings,
                         std::uint64_t seed,
                         housing::World& world);

/// Appeal for other parameters of the twin than those matched: differences of
/// pulls, and of exponents times ln s at the start over the response, at the
/// engine's rate.
/// @param alphas, pulls  of the drawn parameters
void shift_appeal(const TwinYear& matched,
                  const AppealMatch& match,
                  std::span<const double> alphas,
                  std::span<const double> pulls,
                  housing::World& world);

}  // namespace mingle::hindcast
