// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bits.h"
#include "passes.h"
#include "scene.h"

#include <cmath>

namespace mingle::contact {

Lives::Lives(const Tick& tick)
    : world_{tick.world}, kernel_{tick.world, tick.state.pools} {
  average_peers(tick.state);
  kernel_.set_tilt(tick.state.tilt);
}

void Lives::run(Tick& tick, const std::vector<float>& threat) {
  const Rules& rules = world_.rules;
  Scene scene{world_.rules.attitudes, world_.tick_years};
  scene.threat = threat.data();
  scene.end_tie =
      static_cast<float>(rules.ties.dissolution * world_.tick_years);
  scene.end_new_tie =
      static_cast<float>(rules.ties.dissolution_new * world_.tick_years);
  scene.tie_rate = static_cast<float>(tick.state.tie_rate * world_.tick_years);
  scene.stranger = static_cast<float>(std::exp(-rules.ties.homophily));
  scene.settled_before = static_cast<std::int16_t>(
      tick.homes.tick - housing::PersonTable::ticks_per_year);
  for (const float mood : tick.state.mood) {
    scene.mood.push_back(
        static_cast<std::int16_t>(std::lround(mood * attitude_steps)));
  }
  parallel_for_blocks(
      tick.homes.households.size(),
      households_per_block,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for_persons(
            tick.housing,
            tick.world,
            tick.homes,
            begin,
            end,
            [&](const HouseholdView& home, const MemberView& member) {
              live(tick, scene, home, member, tick.state.persons[member.row]);
            });
      });
}

namespace {

/// Contact of the tick beyond the everyday; false if there is none.
bool extra_contact(const Tick& tick,
                   const HouseholdView& home,
                   const MemberView& member,
                   std::uint64_t bits,
                   ExtraContact& extra) {
  bool any = false;
  const Adjustments& levers = tick.adjustments;
  const auto add = [&](const float* met, float contacts) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      extra.raw[s] += contacts * met[s];
    }
    extra.total += contacts;
    any = true;
  };
  if (!levers.events.empty() &&
      part16(bits, 3) < levers.events[home.zone * 2]) {
    add(tick.state.pools.neighbourhood.row(home.zone, member.own),
        levers.events[home.zone * 2 + 1]);
  }
  if (!levers.school_gate.empty() && member.stage == Stage::adult) {
    housing::for_members(tick.homes, home.id, [&](PersonId other) {
      const Traits& child = tick.state.persons[other.index()];
      const int age = tick.homes.persons.age(other, tick.homes.tick);
      if (age < secondary_age && child.place != no_place) {
        add(tick.state.pools.schools.row(child.place, member.own),
            levers.school_gate[home.zone]);
      }
    });
  }
  if (const PersonAdjustment* own = tick.treated.find(member.row)) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      extra.total += own->contacts[b];
      if (b == member.own) continue;
      extra.raw[slot_of_group(member.own, b)] += own->contacts[b];
    }
    any = true;
  }
  return any;
}

}  // namespace

void Lives::live(Tick& tick,
                 const Scene& scene,
                 const HouseholdView& home,
                 const MemberView& member,
                 Traits& traits) const {
  if (member.age < first_school_age) {
    if (traits.is_blank()) traits.set_ties(0);
    return;
  }
  const auto words =
      random_bits(address_in(tick.homes,
                             tick.state,
                             tick.seed,
                             Purpose::contact_person,
                             tick.homes.persons.ids[member.row]));
  const bool fresh = traits.is_blank();
  if (fresh) traits.set_ties(0);
  ExtraContact extra;
  const bool more =
      (!tick.adjustments.events.empty() ||
       !tick.adjustments.school_gate.empty() || tick.treated.any()) &&
      extra_contact(tick, home, member, words[3], extra);
  const float visits = tick.adjustments.venue_visits.empty()
                           ? 1.0F
                           : tick.adjustments.venue_visits[home.zone];
  const auto meet = [&] {
    return kernel_.meet(home, member, traits, visits, more ? &extra : nullptr);
  };
  if (fresh) {
    Draws draws{address_in(tick.homes,
                           tick.state,
                           tick.seed,
                           Purpose::contact_newcomer,
                           tick.homes.persons.ids[member.row],
                           16)};
    traits.set_ties(
        draw_ties(member.own,
                  tie_weights(meet(), scene.stranger),
                  tick.state.tie_rate / world_.rules.ties.dissolution,
                  draws));
  }
  const Meetings met = meet();
  if (member.stage != Stage::child) {
    change_attitudes(tick, scene, home, member, met, words, traits);
  }
  if (!fresh) {
    const float end = tick.homes.households.local_since[home.id.index()] >
                              scene.settled_before
                          ? scene.end_new_tie
                          : scene.end_tie;
    change_ties(
        scene.tie_rate, scene.stranger, end, member, met, words[3], traits);
  }
}

TieWeights tie_weights(const Meetings& met, float stranger) {
  TieWeights weights;
  float made = 0;
  float others = 0;
  for (std::size_t s = 0; s < slot_count; ++s) {
    made += met.made[s];
    weights.others[s] = met.made[s] * stranger;
    others += weights.others[s];
  }
  weights.own = met.quality - made;
  weights.all = weights.own + others;
  return weights;
}

/// At most one tie begins and one ends in a tick.
void Lives::change_ties(float rate,
                        float stranger,
                        float end,
                        const MemberView& member,
                        const Meetings& met,
                        std::uint64_t bits,
                        Traits& traits) const {
  const TieTable& ties = kernel_.ties();
  const TieWeights weights = tie_weights(met, stranger);
  const TieCode before = traits.ties();
  TieCode code = before;
  const float begins = part24(bits, 0);
  const float probability = probability_of(rate * weights.all);
  if (begins < probability) {
    float place = begins / probability * weights.all - weights.own;
    std::size_t group = member.own;
    for (std::size_t s = 0; s < slot_count && place >= 0; ++s) {
      group = group_of_slot(member.own, s);
      place -= weights.others[s];
    }
    code = ties.more(code, group);
  }
  const int count = ties.total(before);
  const float ends = part24(bits, 24);
  const float lost = probability_of(end * static_cast<float>(count));
  if (ends < lost) {
    auto which = static_cast<int>(ends / lost * static_cast<float>(count));
    const TieCounts& counts = ties.counts(before);
    std::size_t group = 0;
    while (group + 1 < max_broad && which >= counts[group]) {
      which -= counts[group];
      ++group;
    }
    code = ties.less(code, group);
  }
  traits.set_ties(code);
}

}  // namespace mingle::contact
