// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "pool_counts.h"

#include <cmath>

namespace mingle::contact {
namespace {

std::int32_t units_of(double contacts) {
  return static_cast<std::int32_t>(std::lround(contacts * activity_unit));
}

}  // namespace

PoolUnits::PoolUnits(const SettingRules& rules)
    : venue_contacts{rules.venue_contacts},
      venue{units_of(rules.venue_contacts)},
      school{units_of(rules.school_contacts)},
      work{units_of(rules.work_contacts)} {
  for (std::size_t i = 0; i < near.size(); ++i) {
    near[i] = units_of(rules.random_contacts[i]);
  }
}

PoolCounts::PoolCounts(const Tick& tick)
    : zones_{tick.housing.base.zones.size()},
      authorities_{tick.housing.base.zones.authorities.data()} {
  const std::size_t authorities = tick.housing.base.authorities.size();
  near_.resize(zones_ * max_broad);
  schools_.resize(tick.state.schools.size() * max_broad);
  work_.resize((zones_ + authorities) * work_class_count * max_broad);
  venues_.resize(zones_ * max_broad);
}

std::int32_t PoolCounts::visits(const Adjustments& levers,
                                const PoolUnits& units,
                                std::size_t zone) {
  if (levers.venue_visits.empty()) return units.venue;
  return units_of(units.venue_contacts *
                  static_cast<double>(levers.venue_visits[zone]));
}

PoolCounts& PoolCounts::operator+=(const PoolCounts& other) {
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  add(near_, other.near_);
  add(schools_, other.schools_);
  add(work_, other.work_);
  add(venues_, other.venues_);
  return *this;
}

void PoolCounts::store(Tick& tick) {
  Pools& pools = tick.state.pools;
  const std::size_t authorities = tick.housing.base.authorities.size();
  pools.near.resize(zones_);
  pools.wide.resize(authorities);
  pools.neighbourhood.resize(zones_);
  pools.schools.resize(tick.state.schools.size());
  pools.work.resize((zones_ + authorities) * work_class_count);
  pools.venues.resize(zones_);
  pools.near.activity = std::move(near_);
  pools.schools.activity = std::move(schools_);
  pools.work.activity = std::move(work_);
  pools.venues.activity = std::move(venues_);
}

}  // namespace mingle::contact
