// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"
#include "policy_read.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/calendar.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t priced_sectors = 2;

/// Which column of prices a tenure belongs to; `priced_sectors` for none.
std::size_t priced_sector(Tenure tenure) {
  switch (sector_of(tenure)) {
    case Sector::owner:
      return 0;
    case Sector::private_rented:
      return 1;
    case Sector::social:
      break;
  }
  return priced_sectors;
}

/// Vacancies by local zone and priced sector.
std::vector<double> vacant_homes(const World& world,
                                 const State& state,
                                 std::size_t authority) {
  const std::size_t zones = world.base.authorities.zones[authority].size();
  const Vacancies& vacancies = state.vacancies[authority];
  std::vector<double> vacant(zones * priced_sectors, 0.0);
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    const std::size_t sector = priced_sector(tenure_of_kind(kind));
    if (sector == priced_sectors) continue;
    for (std::size_t z = 0; z < zones; ++z) {
      vacant[z * priced_sectors + sector] += vacancies.counts[kind * zones + z];
    }
  }
  return vacant;
}

void update_authority(const World& world, State& state, std::size_t authority) {
  const OwnerRules& rules = world.rules.owner;
  const auto& zones = world.base.authorities.zones[authority];
  const std::vector<double> vacant = vacant_homes(world, state, authority);
  for (std::size_t sector = 0; sector < priced_sectors; ++sector) {
    std::vector<double> tightness(zones.size());
    double mean = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      const double applicants =
          state.applicants[zones[z].index() * priced_sectors + sector];
      tightness[z] = std::log((applicants + 1.0) /
                              (vacant[z * priced_sectors + sector] + 1.0));
      mean += tightness[z] / static_cast<double>(zones.size());
    }
    for (std::size_t z = 0; z < zones.size(); ++z) {
      double& price =
          state.log_prices[zones[z].index() * priced_sectors + sector];
      const double change =
          tick_years * (rules.price_response * (tightness[z] - mean) -
                        rules.price_return * price);
      price += std::clamp(change, -rules.price_step, rules.price_step);
    }
  }
}

}  // namespace

void update_prices(const World& world, State& state) {
  if (state.tick == 0) return;  // nobody has applied yet
  parallel_for_blocks(world.base.authorities.size(),
                      1,
                      [&](std::size_t a, std::size_t, std::size_t) {
                        update_authority(world, state, a);
                      });
  std::fill(state.applicants.begin(), state.applicants.end(), 0);
}

namespace {

/// Fairness moves towards what visible lettings suggest: the group's share of
/// the homes let against its share of the register, and how long those let a
/// home had waited against the mean of all groups.
void update_fairness(const World& world, State& state, const TickWork& work) {
  const PerceivedRules& rules = world.rules.perceived;
  const std::size_t groups = world.base.groups.size();
  const double step = std::min(1.0, tick_years / rules.fairness_memory);
  for (std::size_t a = 0; a < work.authorities.size(); ++a) {
    const AuthorityWork& authority = work.authorities[a];
    std::vector<double> let(groups, 0.0);
    std::vector<double> waited(groups, 0.0);
    double all_let = 0;
    double all_waited = 0;
    double all_waiting = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      for (std::size_t rule = 0; rule < letting_rule_count; ++rule) {
        let[g] += static_cast<double>(
            authority.flows.of(Flow::lettings)[rule * groups + g]);
        waited[g] += static_cast<double>(
            authority.flows.of(Flow::letting_wait)[rule * groups + g]);
      }
      all_let += let[g];
      all_waited += waited[g];
      all_waiting += authority.registered[g];
    }
    if (all_let == 0 || all_waiting == 0) continue;
    for (std::size_t g = 0; g < groups; ++g) {
      const double favour =
          let[g] / all_let - authority.registered[g] / all_waiting;
      double sooner = 0;  // by which share of the mean wait
      if (let[g] > 0 && all_waited > 0) {
        sooner = 1.0 - waited[g] / let[g] / (all_waited / all_let);
      }
      const double target =
          std::clamp(rules.fairness_start + rules.fairness_lettings * favour +
                         rules.fairness_waits * std::max(-1.0, sooner) +
                         told_of_fairness(state, a, g),
                     0.0,
                     1.0);
      double& fairness = state.fairness[a * groups + g];
      fairness += step * (target - fairness);
    }
  }
}

void update_pressure(const World& world, State& state) {
  const double step =
      std::min(1.0, tick_years / world.rules.perceived.service_memory);
  for (std::size_t z = 0; z < state.service_pressure.size(); ++z) {
    const double factor =
        state.policy.capacity.empty() ? 1.0 : state.policy.capacity[z];
    const double capacity = std::max<double>(1.0, state.capacity[z] * factor);
    const auto residents =
        static_cast<double>(state.residents.zone_total(ZoneId{z}));
    double& pressure = state.service_pressure[z];
    pressure += step * (residents / capacity - 1.0 - pressure);
  }
}

}  // namespace

void update_perceived(const World& world, State& state, const TickWork& work) {
  update_fairness(world, state, work);
  update_pressure(world, state);
}

}  // namespace mingle::housing
