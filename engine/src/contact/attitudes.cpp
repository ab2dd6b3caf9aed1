// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bits.h"
#include "passes.h"
#include "scene.h"

#include <cmath>

namespace mingle::contact {

/// Means of the own group's attitudes near a person.
struct Lives::Peers {
  const float* zone;
  const float* place;
  const float* group;
};

Lives::Peers Lives::peers_of(const State& state,
                             const HouseholdView& home,
                             const MemberView& member,
                             const Traits& traits) const {
  const std::size_t own = member.own;
  Peers peers{};
  peers.zone = zone_means_.data() + (home.zone * max_broad + own) * slot_count;
  peers.group = group_means_.data() + own * slot_count;
  peers.place = peers.zone;
  if (traits.place < outside_place) {
    const std::size_t place = member.stage < Stage::adult
                                  ? std::size_t{traits.place}
                                  : state.schools.size() + traits.place;
    const std::size_t at = place * max_broad + own;
    if (state.place_people[at] > 0) {
      peers.place = place_means_.data() + at * slot_count;
    }
  }
  return peers;
}

namespace {

/// What levers make of contact that goes badly.
void damp_bad_contact(const Adjustments& adjustments,
                      const HouseholdView& home,
                      const MemberView& member,
                      Encounters& seen) {
  if (!adjustments.negative_factor.empty()) {
    const float factor = adjustments.negative_factor[home.zone];
    for (float& bad : seen.bad) bad *= factor;
  }
  const auto& of_pupils = adjustments.negative_factor_pupils;
  if (!of_pupils.empty() && member.stage == Stage::pupil) {
    for (float& bad : seen.bad) bad *= of_pupils[home.zone];
  }
}

}  // namespace

void Lives::change_attitudes(const Tick& tick,
                             const Scene& scene,
                             const HouseholdView& home,
                             const MemberView& member,
                             const Meetings& met,
                             const std::array<std::uint64_t, 4>& words,
                             Traits& traits) const {
  std::array<int, slot_count> seen_as{};
  for (std::size_t s = 0; s < slot_count; ++s) seen_as[s] = traits.attitude[s];
  if (!scene.mood.empty()) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      seen_as[s] = to_attitude(
          seen_as[s] +
          scene.mood[home.zone * max_broad + group_of_slot(member.own, s)]);
    }
  }
  Encounters seen = kernel_.attract(home, member, traits, met, seen_as);
  damp_bad_contact(tick.adjustments, home, member, seen);
  const Peers peers = peers_of(tick.state, home, member, traits);
  const bool starts = !traits.has_baseline();
  const float k_c =
      member.stage == Stage::pupil ? scene.young_contact : scene.contact;
  const float k_a =
      member.age <= last_young_age ? scene.anchor_young : scene.anchor_adult;
  const float strike = scene.negative * scene.event / scene.years;
  for (std::size_t s = 0; s < slot_count; ++s) {
    const float x = static_cast<float>(traits.attitude[s]) / attitude_steps;
    const float x0 = static_cast<float>(traits.anchor[s]) / attitude_steps;
    const float a = kernel_.tolerance(seen_as[s]);
    const float g = seen.contact[s] / (seen.contact[s] + scene.half);
    const float around = scene.peers[0] * peers.zone[s] +
                         scene.peers[1] * peers.place[s] +
                         scene.peers[2] * peers.group[s];
    const float warm = k_c * g * (1.0F - a) + scene.influence * (around - x);
    if (starts) {
      start_attitude(s, warm, a, g, seen.bad[s], words, traits);
      continue;
    }
    const float odds = seen.bad[s] * scene.years / scene.event;
    const float bad = part16(words[1], s) < odds ? strike : 0.0F;
    const float base = static_cast<float>(traits.baseline(s)) / baseline_steps;
    const float threat =
        scene.threat[home.zone * max_broad + group_of_slot(member.own, s)] *
        (1.0F - g);
    const float drift = warm - bad * a - base - threat - scene.back * (x - x0);
    const float moved =
        x + scene.years * drift + scene.noise * (part16(words[0], s) - 0.5F);
    const float settled = x0 + scene.years * k_a * (x - x0);
    traits.attitude[s] = to_attitude(
        round_at_random(moved * attitude_steps, part8(words[2], s)));
    traits.anchor[s] = to_attitude(
        round_at_random(settled * attitude_steps, part8(words[2], 4 + s)));
  }
}

/// The push of the surroundings as they are becomes what later ones are
/// measured by; the attitude is put where it would be found at any time.
void Lives::start_attitude(std::size_t s,
                           float warm,
                           float a,
                           float g,
                           float bad,
                           const std::array<std::uint64_t, 4>& words,
                           Traits& traits) const {
  const AttitudeRules& rules = world_.rules.attitudes;
  const float push = warm - static_cast<float>(rules.negative) * bad * a;
  traits.set_baseline(
      s, round_at_random(push * baseline_steps, part8(words[2], s)));
  if (traits.attitude[s] != traits.anchor[s]) return;  // has a past
  const float width = std::sqrt(12.0F * settled_variance(rules, a, g, bad));
  const float x = static_cast<float>(traits.attitude[s]) / attitude_steps +
                  width * (part16(words[0], s) - 0.5F);
  traits.attitude[s] =
      to_attitude(round_at_random(x * attitude_steps, part8(words[2], 4 + s)));
}

}  // namespace mingle::contact
