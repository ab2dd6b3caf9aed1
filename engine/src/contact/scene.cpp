// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "scene.h"

#include <algorithm>
#include <cmath>

namespace mingle::contact {

SchoolGate::SchoolGate(const Tick& tick) {
  const std::vector<float>& contacts = tick.adjustments.school_gate;
  if (contacts.empty()) return;
  const housing::PersonTable& persons = tick.homes.persons;
  for_persons(tick.world,
              tick.homes,
              0,
              tick.homes.households.size(),
              [&](const HouseholdView& home, const MemberView& member) {
                const float often = contacts[home.zone];
                if (member.stage != Stage::adult || often == 0) return;
                Adult adult{member.row, {}};
                housing::for_members(tick.homes, home.id, [&](PersonId other) {
                  const Traits& child = tick.state.persons[other.index()];
                  const int age = persons.age(other, tick.homes.tick);
                  if (age >= secondary_age || child.place == no_place) return;
                  adult.met.raw += often * load(tick.state.pools.schools.row(
                                               child.place, member.own));
                  adult.met.total += often;
                });
                if (adult.met.total > 0) met_.push_back(adult);
              });
  std::sort(met_.begin(), met_.end(), [](const Adult& a, const Adult& b) {
    return a.row < b.row;
  });
}

const ExtraContact* SchoolGate::find(std::size_t row) const {
  const auto found = std::lower_bound(
      met_.begin(), met_.end(), row, [](const Adult& each, std::size_t at) {
        return each.row < at;
      });
  return found == met_.end() || found->row != row ? nullptr : &found->met;
}

namespace {

/// What is given by zone and group, for each own group by slot.
template <class T, class F>
void by_slot(std::size_t zones, const F& value, std::vector<T>& out) {
  out.reserve(zones * max_broad * slot_count);
  for (std::size_t z = 0; z < zones; ++z) {
    for (std::size_t own = 0; own < max_broad; ++own) {
      for (std::size_t s = 0; s < slot_count; ++s) {
        out.push_back(value(z * max_broad + group_of_slot(own, s)));
      }
    }
  }
}

}  // namespace

Lives::Scene::Scene(const Tick& tick,
                    const std::vector<float>& threat_of_zones,
                    const std::vector<float>& zone_means)
    : gate{tick}, weak{tick.state.weak_ties, tick.homes.persons} {
  const Rules& all = tick.world.rules;
  const AttitudeRules& rules = all.attitudes;
  const double tick_years = tick.world.tick_years;
  years = static_cast<float>(tick_years);
  noise = static_cast<float>(rules.diffusion * std::sqrt(12.0 * tick_years));
  contact = static_cast<float>(rules.contact);
  young_contact = static_cast<float>(rules.contact * rules.young_contact);
  negative = static_cast<float>(rules.negative);
  influence = static_cast<float>(rules.influence);
  back = static_cast<float>(rules.return_rate);
  half = static_cast<float>(rules.half_contact);
  event = static_cast<float>(rules.event_size);
  anchor_young = static_cast<float>(rules.anchor_young);
  anchor_adult = static_cast<float>(rules.anchor_adult);
  for (std::size_t i = 0; i < peers.size(); ++i) {
    peers[i] = static_cast<float>(rules.peers[i]);
  }
  const std::size_t zones = tick.housing.base.zones.size();
  std::vector<float> threat;
  by_slot(
      zones, [&](std::size_t at) { return threat_of_zones[at]; }, threat);
  const Pools& pools = tick.state.pools;
  here.reserve(zones * max_broad);
  for (std::size_t z = 0; z < zones; ++z) {
    for (std::size_t own = 0; own < max_broad; ++own) {
      const std::size_t at = (z * max_broad + own) * slot_count;
      here.push_back({load(pools.neighbourhood.row(z, own)),
                      load(pools.venues.row(z, own)),
                      load(threat.data() + at),
                      load(zone_means.data() + at)});
    }
  }
  fair = push_of_fairness(tick);
  if (!tick.state.mood.empty()) {
    const auto steps = [&](std::size_t at) {
      return static_cast<std::int16_t>(
          std::lround(tick.state.mood[at] * attitude_steps));
    };
    by_slot(zones, steps, mood);
  }
  tie_rate = static_cast<float>(tick.state.tie_rate * tick_years);
  const std::array<double, 2> ends{all.ties.dissolution,
                                   all.ties.dissolution_new};
  for (std::size_t i = 0; i < lost.size(); ++i) {
    const auto end = static_cast<float>(ends[i] * tick_years);
    for (std::size_t n = 0; n < lost[i].size(); ++n) {
      lost[i][n] = probability_of(end * static_cast<float>(n));
    }
  }
  stranger = static_cast<float>(std::exp(-all.ties.homophily));
  weak_contacts = static_cast<float>(all.weak_ties.contacts);
  extra = !tick.adjustments.events.empty() || gate.any() ||
          tick.treated.any() || weak.any();
}

}  // namespace mingle::contact
