// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "rules_pulled.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/calendar.h>

namespace mingle::levers {
namespace {

using housing::AuthorityPolicy;

/// Mechanisms that act through housing::Policy.
constexpr std::array policy_mechanisms{Mechanism::choice_share,
                                       Mechanism::points_share,
                                       Mechanism::local_connection,
                                       Mechanism::sensitive_cap,
                                       Mechanism::quota,
                                       Mechanism::registration,
                                       Mechanism::dispersal_share,
                                       Mechanism::dispersal_cap,
                                       Mechanism::arrival_elasticity,
                                       Mechanism::landlord,
                                       Mechanism::arrivals,
                                       Mechanism::fairness};

bool acts_on_policy(const Plan& plan) {
  for (const PlannedLever& lever : plan.levers) {
    for (const Mechanism mechanism : policy_mechanisms) {
      if (lever.has(mechanism)) return true;
    }
  }
  return false;
}

bool is_of_groups(const PlannedLever& lever, std::size_t group) {
  return lever.groups.empty() || lever.groups[group] != 0;
}

/// What levers make of the rules of one authority: factors are gathered
/// first, so that several may act together.
class PolicyMaker {
 public:
  PolicyMaker(const housing::Rules& rules, std::size_t groups, Together how)
      : policy_{housing::policy_of(rules, groups)},
        landlord_(groups, 1.0),
        how_{how} {}

  void pull(const PlannedLever& lever, Mechanism mechanism, double value) {
    if (std::isnan(value)) return;
    housing::SocialRules& social = policy_.social;
    switch (mechanism) {
      case Mechanism::choice_share:
        set_choice(value);
        break;
      case Mechanism::points_share:
        set_points(value);
        break;
      case Mechanism::local_connection:
        social.local_connection_years = value;
        break;
      case Mechanism::sensitive_cap:
        social.sensitive_cap = value;
        break;
      case Mechanism::quota:
        set_quota(lever, value);
        break;
      case Mechanism::registration:
        scale(policy_.register_rate, lever, mechanism, value);
        break;
      case Mechanism::dispersal_share:
        policy_.dispersal_share = std::min(
            1.0, together(how_, mechanism, policy_.dispersal_share, value));
        break;
      case Mechanism::dispersal_cap:
        policy_.dispersal_cap = value;
        break;
      case Mechanism::arrival_elasticity:
        policy_.arrival_elasticity = value;
        break;
      case Mechanism::landlord:
        scale(landlord_, lever, mechanism, value);
        break;
      case Mechanism::arrivals:
        scale(policy_.arrivals, lever, mechanism, value);
        break;
      case Mechanism::fairness:
        scale(policy_.fairness, lever, mechanism, value);
        break;
      default:
        break;
    }
  }

  AuthorityPolicy finish() {
    for (std::size_t g = 0; g < policy_.gap.size(); ++g) {
      policy_.gap[g] = std::min(1.0, policy_.gap[g] * landlord_[g]);
    }
    return std::move(policy_);
  }

 private:
  static constexpr std::size_t direct = 0;
  static constexpr std::size_t choice = 1;
  static constexpr std::size_t points = 2;

  /// Points keep what they had as far as there is room; the rest is direct.
  void set_choice(double value) {
    auto& shares = policy_.social.rule_share;
    shares[choice] = value;
    shares[points] = std::min(shares[points], 1.0 - value);
    shares[direct] = std::max(0.0, 1.0 - value - shares[points]);
  }

  void set_points(double value) {
    auto& shares = policy_.social.rule_share;
    shares[points] = value;
    shares[choice] = std::min(shares[choice], 1.0 - value);
    shares[direct] = std::max(0.0, 1.0 - value - shares[choice]);
  }

  void set_quota(const PlannedLever& lever, double value) {
    auto& quota = policy_.social.quota;
    if (quota.empty()) quota.assign(policy_.gap.size(), 1.0);
    for (std::size_t g = 0; g < quota.size(); ++g) {
      if (is_of_groups(lever, g)) quota[g] = value;
    }
  }

  void scale(std::vector<double>& column,
             const PlannedLever& lever,
             Mechanism mechanism,
             double value) {
    for (std::size_t g = 0; g < column.size(); ++g) {
      if (!is_of_groups(lever, g)) continue;
      column[g] = together(how_, mechanism, column[g], value);
    }
  }

  AuthorityPolicy policy_;
  std::vector<double> landlord_;
  Together how_;
};

void set_authorities(const Plan& plan,
                     const housing::World& world,
                     const std::vector<LeverAction>& actions,
                     housing::Policy& policy) {
  const std::size_t groups = world.base.groups.size();
  std::vector<PolicyMaker> makers(
      world.base.authorities.size(),
      PolicyMaker{world.rules, groups, plan.together});
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    if (!actions[i].on || lever.zero) continue;
    for (const AuthorityId a : authorities_of(world, actions[i].zones)) {
      for (std::size_t e = 0; e < lever.effects.size(); ++e) {
        makers[a.index()].pull(
            lever, lever.effects[e].mechanism, actions[i].values[e]);
      }
    }
  }
  for (PolicyMaker& maker : makers) {
    policy.authorities.push_back(maker.finish());
  }
}

void set_capacity(const Plan& plan,
                  std::size_t zones,
                  const std::vector<LeverAction>& actions,
                  housing::Policy& policy) {
  std::vector<double> more(zones, 0.0);
  bool any = false;
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    any |= lever.has(Mechanism::services);
    if (!actions[i].on || lever.zero) continue;
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      if (lever.effects[e].mechanism != Mechanism::services) continue;
      for (std::size_t z = 0; z < zones; ++z) {
        if (actions[i].zones[z] == 0) continue;
        more[z] = together(
            plan.together, Mechanism::services, more[z], actions[i].values[e]);
      }
    }
  }
  if (!any) return;
  for (double& one : more) one = std::max(0.0, 1.0 + one);
  policy.capacity = std::move(more);
}

/// Homes that a lever builds in each zone that takes part.
int homes_by_zone(const PlannedLever& lever,
                  const LeverAction& action,
                  Mechanism mechanism,
                  double value,
                  int tick,
                  const LeverDraws& draws) {
  if (std::isnan(value)) return 0;
  const bool now =
      mechanism == Mechanism::pitches ? action.starts : action.acts;
  if (!now) return 0;
  const double part =
      lever.schedule == Schedule::quarter && mechanism == Mechanism::dwellings
          ? 1.0 / ticks_per_year
          : 1.0;
  const double u = draws.uniform(Purpose::lever_size,
                                 1 + static_cast<std::uint64_t>(mechanism),
                                 static_cast<std::uint64_t>(tick));
  return static_cast<int>(std::floor(value * part + u));
}

std::vector<housing::SupplyChange> supply_of(const PlannedLever& lever,
                                             const LeverAction& action,
                                             const housing::World& world,
                                             int tick,
                                             const LeverDraws& draws) {
  std::vector<housing::SupplyChange> changes;
  if (!action.on) return changes;
  for (const PlannedSite& site : lever.sites) {
    if (site.tick == tick) changes.push_back({tick, site.cell, site.dwellings});
  }
  for (const PlannedEffect& effect : lever.effects) {
    const bool pitches = effect.mechanism == Mechanism::pitches;
    if (!pitches && effect.mechanism != Mechanism::dwellings) continue;
    // Counted at the size planned: a zero sibling costs as much.
    const double value =
        lever.zero ? effect.value : effect.value * lever.intensity;
    const int homes =
        homes_by_zone(lever, action, effect.mechanism, value, tick, draws);
    if (homes == 0) continue;
    const std::size_t kind =
        pitches ? mingle::kind_of(Tenure::social_council, 1)
                : mingle::kind_of(lever.tenure, lever.bedrooms);
    for (std::size_t z = 0; z < action.zones.size(); ++z) {
      if (action.zones[z] == 0) continue;
      changes.push_back({tick, world.base.cell(ZoneId{z}, kind), homes});
    }
  }
  return changes;
}

}  // namespace

std::vector<AuthorityId> authorities_of(
    const housing::World& world,
    const std::vector<std::uint8_t>& zones) {
  std::vector<std::uint8_t> taken(world.base.authorities.size(), 0);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (zones[z] != 0) taken[world.base.zones.authorities[z].index()] = 1;
  }
  std::vector<AuthorityId> all;
  for (std::size_t a = 0; a < taken.size(); ++a) {
    if (taken[a] != 0) all.emplace_back(a);
  }
  return all;
}

double planned_homes(const PlannedLever& lever,
                     const LeverAction& action,
                     const housing::World& world,
                     int tick,
                     const LeverDraws& draws) {
  double homes = 0;
  for (const auto& change : supply_of(lever, action, world, tick, draws)) {
    homes += std::max(0, change.dwellings);
  }
  return homes;
}

void set_policy(const Plan& plan,
                const housing::World& world,
                std::vector<LeverAction>& actions,
                std::uint64_t seed,
                int replicate,
                housing::State& state) {
  housing::Policy policy;
  if (acts_on_policy(plan)) set_authorities(plan, world, actions, policy);
  set_capacity(plan, world.base.zones.size(), actions, policy);
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    if (lever.zero) continue;
    const LeverDraws draws{
        seed, static_cast<std::uint64_t>(replicate), lever.stream};
    for (const auto& change :
         supply_of(lever, actions[i], world, state.tick, draws)) {
      actions[i].dwellings += std::max(0, change.dwellings);
      policy.supply.push_back(change);
    }
  }
  state.policy = std::move(policy);
}

}  // namespace mingle::levers
