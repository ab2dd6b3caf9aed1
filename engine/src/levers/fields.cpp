// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::levers {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double tenure_share(const housing::State& state,
                    ZoneId zone,
                    housing::Sector sector) {
  double all = 0;
  double wanted = 0;
  for (const Tenure tenure : all_tenures) {
    const auto count = static_cast<double>(
        state.by_tenure.at(zone, static_cast<std::size_t>(tenure)));
    all += count;
    if (housing::sector_of(tenure) == sector) wanted += count;
  }
  return all > 0 ? wanted / all : unknown;
}

double broad_of(const GroupScheme& groups, std::size_t group) {
  const auto census = find_census_group(groups.names()[group]);
  if (census) return static_cast<double>(census->broad);
  for (int b = 0; b < 5; ++b) {
    if (groups.names()[group] == name_of(static_cast<BroadGroup>(b))) return b;
  }
  return static_cast<double>(BroadGroup::other);
}

}  // namespace

ZoneFields::ZoneFields(const housing::World& world, const housing::State& state)
    : world_{world}, state_{state} {
  const GroupScheme& groups = world.base.groups;
  for (const char* name : {"white_british", "white"}) {
    if (has_majority_) break;
    if (const auto found = groups.find(name)) {
      majority_ = found->index();
      has_majority_ = true;
    }
  }
  for (std::size_t z = 0; z < world.base.zones.size(); ++z) {
    totals_.push_back(
        static_cast<double>(state.residents.zone_total(ZoneId{z})));
  }
  measure_centres();
}

/// Distance from the mean place of the residents of the authority.
void ZoneFields::measure_centres() {
  const ZoneTable& zones = world_.base.zones;
  centre_km_.assign(zones.size(), 0.0);
  for (const auto& members : world_.base.authorities.zones) {
    double all = 0;
    double east = 0;
    double north = 0;
    for (const ZoneId zone : members) {
      const std::size_t z = zone.index();
      all += totals_[z];
      east += totals_[z] * zones.eastings[z];
      north += totals_[z] * zones.northings[z];
    }
    if (all == 0) continue;
    for (const ZoneId zone : members) {
      const std::size_t z = zone.index();
      centre_km_[z] = std::hypot(zones.eastings[z] - east / all,
                                 zones.northings[z] - north / all) /
                      1000.0;
    }
  }
}

double ZoneFields::share(ZoneId zone, std::size_t group) const {
  const double total = totals_[zone.index()];
  return total > 0 ? state_.residents.at(zone, group) / total : unknown;
}

double ZoneFields::number(ZoneId zone, Field field, std::size_t group) const {
  const std::size_t z = zone.index();
  switch (field) {
    case Field::imd_decile:
      return world_.quality.empty() ? unknown : world_.quality[z];
    case Field::residents:
      return totals_[z];
    case Field::diversity: {
      double entropy = 0;
      const std::size_t groups = state_.residents.columns();
      for (std::size_t g = 0; g < groups; ++g) {
        const double p = share(zone, g);
        if (p > 0) entropy -= p * std::log(p);
      }
      return groups > 1 ? entropy / std::log(static_cast<double>(groups)) : 0;
    }
    case Field::minority_share:
      return has_majority_ ? 1.0 - share(zone, majority_) : unknown;
    case Field::owner_share:
      return tenure_share(state_, zone, housing::Sector::owner);
    case Field::social_share:
      return tenure_share(state_, zone, housing::Sector::social);
    case Field::private_share:
      return tenure_share(state_, zone, housing::Sector::private_rented);
    case Field::centre_km:
      return centre_km_[z];
    case Field::service_pressure:
      return state_.service_pressure.empty() ? 0 : state_.service_pressure[z];
    case Field::share:
      return share(zone, group);
    case Field::authority:
      return static_cast<double>(world_.base.zones.authorities[z].index());
    case Field::zone:
      return static_cast<double>(z);
    default:
      return unknown;
  }
}

double PersonView::operator()(Field field, std::size_t group) const {
  const std::size_t row = person.index();
  const std::size_t house = household.index();
  switch (field) {
    case Field::age:
      return state->persons.age(person, state->tick);
    case Field::sex:
      return static_cast<double>(state->persons.sexes[row]);
    case Field::group:
      return state->persons.groups[row];
    case Field::broad:
      return broad_of(world->base.groups, state->persons.groups[row]);
    case Field::english:
      return roles == nullptr ? unknown : roles->english(person);
    case Field::employment:
      return roles == nullptr ? unknown : roles->employment(person);
    case Field::years_since_arrival: {
      const std::int16_t arrived = state->households.arrived[house];
      return arrived == housing::never ? std::numeric_limits<double>::infinity()
                                       : (state->tick - arrived) * tick_years;
    }
    case Field::youngest: {
      int youngest = std::numeric_limits<int>::max();
      housing::for_members(*state, household, [&](PersonId member) {
        youngest = std::min(youngest, state->persons.age(member, state->tick));
      });
      return youngest;
    }
    case Field::income:
      return state->households.income(household);
    case Field::tenure:
      return static_cast<double>(
          housing::tenure_of_kind(housing::kind_of(*state, household)));
    case Field::sector:
      return static_cast<double>(housing::sector_of(
          housing::tenure_of_kind(housing::kind_of(*state, household))));
    case Field::social_class:
      return static_cast<double>(state->households.social_classes[house]);
    case Field::own_group_share:
      return zones->share(zone, state->persons.groups[row]);
    default:
      return zones->number(zone, field, group);
  }
}

}  // namespace mingle::levers
