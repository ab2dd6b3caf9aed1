// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The equations of attitudes, to be inlined into the pass over persons.
#include "bits.h"
#include "passes.h"
#include "scene.h"

#include <cmath>

namespace mingle::contact {

/// Mean attitudes of the own group near a person.
[[gnu::always_inline]] inline Lanes Lives::peers_of(
    const Tick& tick,
    const Scene& scene,
    const Here& here,
    const Whereabouts& where,
    const Traits& traits) const {
  Lanes place = here.peers;
  if (traits.place < outside_place) {
    const std::size_t there =
        peers_at(tick.state.schools.size(), where, traits);
    const float* means = place_means_.data() + there * slot_count;
    if (!std::isnan(*means)) place = load(means);
  }
  const Lanes group = load(group_means_.data() + where.own * slot_count);
  return scene.peers[0] * here.peers + scene.peers[1] * place +
         scene.peers[2] * group;
}

/// What levers make of contact that goes badly.
[[gnu::always_inline]] inline void damp_bad_contact(
    const Adjustments& adjustments,
    const Whereabouts& where,
    Encounters& seen) {
  if (!adjustments.negative_factor.empty()) {
    seen.bad *= adjustments.negative_factor[where.zone];
  }
  const auto& of_pupils = adjustments.negative_factor_pupils;
  if (!of_pupils.empty() && where.stage() == Stage::pupil) {
    seen.bad *= of_pupils[where.zone];
  }
}

/// The four baselines of a person, SD a year.
[[gnu::always_inline]] inline Lanes baselines_of(const Traits& traits) {
  constexpr float unit = 1.0F / baseline_steps;
  constexpr WholeLanes masks{0x7f, 0x7f << 7, 0x7f << 14, 0x7f << 21};
  constexpr Lanes scales{unit, unit / 0x1p7F, unit / 0x1p14F, unit / 0x1p21F};
  const auto packed = static_cast<std::int32_t>(traits.packed);
  const WholeLanes each = WholeLanes{packed, packed, packed, packed} & masks;
  return to_float(each) * scales - 64.0F * unit;
}

[[gnu::always_inline]] inline void Lives::change_attitudes(
    const Tick& tick,
    const Scene& scene,
    const Here& here,
    const Whereabouts& where,
    const Meetings& met,
    const std::array<std::uint64_t, 4>& words,
    Traits& traits) const {
  const std::size_t at = (where.zone * max_broad + where.own) * slot_count;
  auto seen_as = traits.attitude;
  if (!scene.mood.empty()) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      seen_as[s] = to_attitude(seen_as[s] + scene.mood[at + s]);
    }
  }
  Encounters seen = kernel_.attract(where, traits, met, seen_as);
  damp_bad_contact(tick.adjustments, where, seen);
  const Lanes x = in_sd(traits.attitude);
  const Lanes x0 = in_sd(traits.anchor);
  const Lanes g = seen.contact / (seen.contact + scene.half);
  const float k_c =
      where.stage() == Stage::pupil ? scene.young_contact : scene.contact;
  const Lanes warm =
      k_c * g * (1.0F - seen.tolerance) +
      scene.influence * (peers_of(tick, scene, here, where, traits) - x);
  if (!traits.has_baseline()) {
    start_attitudes(warm, g, seen, words, traits);
    return;
  }
  const Lanes odds = seen.bad * scene.years / scene.event;
  const float strike = scene.negative * scene.event / scene.years;
  const Lanes bad = where_set(parts16(words[1]) < odds, strike);
  const Lanes threat = here.threat * (1.0F - g);
  const float fair = scene.fair[where.zone * max_broad + where.own];
  const Lanes drift = (warm + fair) - bad * seen.tolerance -
                      baselines_of(traits) - threat - scene.back * (x - x0);
  const Lanes moved =
      x + scene.years * drift + scene.noise * (parts16(words[0]) - 0.5F);
  const float k_a = where.young() ? scene.anchor_young : scene.anchor_adult;
  const Lanes settled = x0 + scene.years * k_a * (x - x0);
  traits.attitude = to_attitudes(round_at_random(
      moved * attitude_steps, parts8(static_cast<std::uint32_t>(words[2]))));
  traits.anchor = to_attitudes(
      round_at_random(settled * attitude_steps,
                      parts8(static_cast<std::uint32_t>(words[2] >> 32U))));
}

}  // namespace mingle::contact
