// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/housing/rules.h>
#include <mingle/engine/id.h>

namespace mingle::housing {

/// Dwellings added to or taken from a zone at the start of a tick.
struct SupplyChange {
  int tick = 0;
  CellId cell;
  std::int32_t dwellings = 0;  ///< negative: demolished, vacant homes first
};

/// The rules that levers change, as they hold in one authority in one tick.
struct AuthorityPolicy {
  SocialRules social;
  std::vector<double> gap;            ///< of landlords, by group
  std::vector<double> register_rate;  ///< factor on joining for need, by group
  std::vector<double> arrivals;       ///< factor on those from abroad, by group
  /// Added to the perceived fairness that lettings suggest, by group.
  std::vector<double> fairness;
  double dispersal_share = 0;
  double dispersal_cap = 1;
  double arrival_elasticity = 0;
};

/// What differs from World::rules in this tick, by area; part of the state.
/// Empty parts change nothing. Phases read it through the functions below.
struct Policy {
  std::vector<AuthorityPolicy> authorities;
  std::vector<double> capacity;      ///< factor on services, by zone
  std::vector<SupplyChange> supply;  ///< of this tick, beside World::supply
};

/// The rules of an authority as they are without levers.
AuthorityPolicy policy_of(const Rules& rules, std::size_t groups);

}  // namespace mingle::housing
