// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/tenure.h>
#include <mingle/engine/utility.h>

namespace mingle {

/// How a mover compares dwellings.
enum class ChoiceMode : std::uint8_t {
  exact,   ///< every vacancy of the authority is weighed (softmax over cells)
  sampled  ///< a few vacancies are looked at, the best one is chosen
};

/// Parameters of moving and choosing. Each comes from the parameter of the
/// same name in scenarios/parameters.csv, where its source and grade are.
struct Rules {
  ChoiceMode choice = ChoiceMode::exact;
  /// Dwellings a mover looks at in sampled mode (K).
  int sampled_dwellings = 20;
  /// Rounds of search in a tick; a home freed in one is on offer in the next.
  int rounds = 4;
  /// Moves per household and year by tenure, within the authority or away.
  std::array<double, tenure_count> move_rates{};
  /// Elasticity of choice in the own group's share, one per group; or one per
  /// authority and group, row-major. 1 keeps segregation as it is, 0 ignores
  /// groups. Read it by alpha_of().
  std::vector<double> alpha;
  /// The same for households arriving from elsewhere.
  double arrival_elasticity = 0.8;
  /// What the share of the own group is worth to movers; alpha scales it.
  UtilityRules utility;
  /// Exponent of distance decay `(1 + d)^-delta`, d in km.
  double delta = 2.2;
  /// Persons of the authority's average mix added to each zone when its
  /// shares are perceived, so that no share is zero.
  double kappa = 20.0;
  /// Weight of each adjacent zone's residents in the perceived shares.
  double w_adj = 0.0;
  /// Share of moves that stay within the authority where no flow table says.
  double stay_share = 0.65;
};

/// Entry of a column that has one value per group, or one per authority and
/// group, row-major.
inline double by_area(const std::vector<double>& values,
                      std::size_t groups,
                      std::size_t authority,
                      std::size_t group) {
  return values[values.size() == groups ? group : authority * groups + group];
}

inline double alpha_of(const Rules& rules,
                       std::size_t groups,
                       std::size_t authority,
                       std::size_t group) {
  return by_area(rules.alpha, groups, authority, group);
}

}  // namespace mingle
