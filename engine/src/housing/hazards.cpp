// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hazards.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/flags.h>

namespace mingle::housing {

Situation situation_of(const State& state, HouseholdId household) {
  Situation out;
  out.row = household.index();
  const HouseholdTable& table = state.households;
  out.zone = table.zones[out.row];
  out.kind = table.kinds[out.row];
  out.sector = sector_of(tenure_of_kind(out.kind));
  out.age = state.persons.age(table.first_member[out.row], state.tick);
  out.bedrooms_short =
      std::max(0,
               static_cast<int>(table.bedrooms_needed[out.row]) -
                   static_cast<int>(bedrooms_of_kind(out.kind)));
  return out;
}

std::vector<double> exits_by_zone(const World& world, const State& state) {
  std::vector<double> exits(world.base.zones.size(), 0.0);
  for (std::size_t z = 0; z < state.service_pressure.size(); ++z) {
    exits[z] = world.rules.perceived.service_exits *
               std::max(0.0, state.service_pressure[z]);
  }
  return exits;
}

Pressures::Pressures(const World& world, const State& state)
    : world_{world},
      state_{state},
      levels_{state.log_prices},
      exits_{exits_by_zone(world, state)} {
  for (double& level : levels_) level = std::exp(level);
}

/// Housing cost of a household, pounds a year. Outright owners pay none.
double Pressures::yearly_cost(const Situation& now) const {
  const Tenure tenure = tenure_of_kind(now.kind);
  if (tenure == Tenure::owned_outright) return 0.0;
  const double base =
      world_.base_prices[world_.base.cell(now.zone, now.kind).index()];
  if (now.sector == Sector::social) return base;
  const std::size_t priced = now.sector == Sector::owner ? 0 : 1;
  const double price = base * levels_[now.zone.index() * 2 + priced];
  return now.sector == Sector::owner
             ? world_.rules.mobility.cost_of_owning * price
             : price;
}

double Pressures::log_factor(const Situation& now) const {
  const MobilityRules& rules = world_.rules.mobility;
  const HouseholdTable& table = state_.households;
  double log_factor = rules.crowding * now.bedrooms_short;
  const std::int16_t changed = table.changed[now.row];
  if (changed != never && state_.tick - changed < PersonTable::ticks_per_year) {
    log_factor += rules.life_event;
  }
  if (rules.affordability != 0.0) {
    const double income = std::max(1.0, 100.0 * table.incomes[now.row]);
    const double share = yearly_cost(now) / income;
    // Beyond twice the income a cost says that the income is misreported.
    const double bearable = rules.bearable_cost;
    log_factor +=
        rules.affordability * std::clamp(share - bearable, 0.0, 2.0 - bearable);
  }
  if (rules.out_group != 0.0) {
    const double residents =
        static_cast<double>(state_.residents.zone_total(now.zone));
    const double own = state_.residents.at(now.zone, table.groups[now.row]);
    log_factor += rules.out_group * (residents > 0 ? 1 - own / residents : 0);
  }
  return log_factor;
}

}  // namespace mingle::housing
