// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::housing {

/// What levers make of the rules of an authority; null: nothing.
inline const AuthorityPolicy* policy_at(const State& state,
                                        std::size_t authority) {
  const auto& all = state.policy.authorities;
  return all.empty() ? nullptr : &all[authority];
}

/// Rules of social renting as they hold in an authority in this tick.
inline const SocialRules& social_rules(const World& world,
                                       const State& state,
                                       std::size_t authority) {
  const AuthorityPolicy* policy = policy_at(state, authority);
  return policy == nullptr ? world.rules.social : policy->social;
}

/// Gap in acceptance of a group by private landlords.
inline double landlord_gap(const World& world,
                           const State& state,
                           std::size_t authority,
                           std::size_t group) {
  const AuthorityPolicy* policy = policy_at(state, authority);
  return policy == nullptr ? world.rules.private_rented.gap[group]
                           : policy->gap[group];
}

/// Factor on the rates of arrival from abroad of an authority and group.
inline double arrivals_factor(const State& state,
                              std::size_t authority,
                              std::size_t group) {
  const AuthorityPolicy* policy = policy_at(state, authority);
  return policy == nullptr ? 1.0 : policy->arrivals[group];
}

/// What levers add to the fairness that lettings suggest to a group.
inline double told_of_fairness(const State& state,
                               std::size_t authority,
                               std::size_t group) {
  const AuthorityPolicy* policy = policy_at(state, authority);
  return policy == nullptr ? 0.0 : policy->fairness[group];
}

inline double dispersal_share(const World& world,
                              const State& state,
                              std::size_t authority) {
  const AuthorityPolicy* policy = policy_at(state, authority);
  return policy == nullptr ? world.rules.migration.dispersal_share
                           : policy->dispersal_share;
}

/// Whether any authority disperses arrivals in this tick.
inline bool any_dispersal(const World& world, const State& state) {
  for (std::size_t a = 0; a < world.base.authorities.size(); ++a) {
    if (dispersal_share(world, state, a) > 0) return true;
  }
  return false;
}

}  // namespace mingle::housing
