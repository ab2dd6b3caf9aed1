// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bits.h"
#include "passes.h"
#include "scene.h"
#include "workspaces.h"

#include <cmath>

namespace mingle::contact {

Lives::Lives(const Tick& tick)
    : world_{tick.world},
      kernel_{tick.housing.base, tick.world, tick.state.pools},
      sums_{tick} {
  average_peers(tick.state);
  kernel_.set_tilt(tick.state.tilt);
}

void Lives::run(Tick& tick, const std::vector<float>& threat) {
  const Scene scene{tick, threat};
  Workspaces<PeerSums> spaces{[&] { return PeerSums{tick}; }};
  parallel_for_blocks(tick.where.size(),
                      rows_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        const Workspaces<PeerSums>::Lease sums{spaces};
                        live(tick, scene, begin, end, *sums);
                      });
  sums_ = PeerSums{tick};
  spaces.for_each([&](const PeerSums& part) { sums_ += part; });
}

namespace {

/// Contact of the tick beyond the everyday; false if there is none.
bool extra_contact(const Tick& tick,
                   std::size_t row,
                   std::uint64_t bits,
                   const SchoolGate& gate,
                   ExtraContact& extra) {
  bool any = false;
  const Whereabouts& where = tick.where[row];
  const Adjustments& levers = tick.adjustments;
  if (!levers.events.empty() && where.stage() != Stage::child &&
      part16(bits, 3) < levers.events[where.zone * 2U]) {
    const float contacts = levers.events[where.zone * 2U + 1];
    extra.raw += contacts * load(tick.state.pools.neighbourhood.row(where.zone,
                                                                    where.own));
    extra.total += contacts;
    any = true;
  }
  if (const ExtraContact* met = gate.find(row)) {
    extra.raw += met->raw;
    extra.total += met->total;
    any = true;
  }
  if (const PersonAdjustment* own = tick.treated.find(row)) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      extra.total += own->contacts[b];
      if (b == where.own) continue;
      extra.raw[slot_of_group(where.own, b)] += own->contacts[b];
    }
    any = true;
  }
  return any;
}

}  // namespace

void Lives::live(Tick& tick,
                 const Scene& scene,
                 std::size_t begin,
                 std::size_t end,
                 PeerSums& sums) const {
  for (std::size_t row = begin; row < end; ++row) {
    const Whereabouts& where = tick.where[row];
    if (!where.lives_here()) continue;
    Traits& traits = tick.state.persons[row];
    if (!where.meets()) {
      if (traits.is_blank()) traits.set_ties(0);
      continue;
    }
    const auto words = random_bits(address_in(tick.homes,
                                              tick.state,
                                              tick.seed,
                                              Purpose::contact_person,
                                              tick.homes.persons.ids[row]));
    live(tick, scene, row, words, traits);
    if (where.stage() != Stage::child) sums.add(where, traits);
  }
}

void Lives::live(const Tick& tick,
                 const Scene& scene,
                 std::size_t row,
                 const std::array<std::uint64_t, 4>& words,
                 Traits& traits) const {
  const Whereabouts& where = tick.where[row];
  ExtraContact extra;
  const bool more =
      scene.extra && extra_contact(tick, row, words[3], scene.gate, extra);
  const float visits = tick.adjustments.venue_visits.empty()
                           ? 1.0F
                           : tick.adjustments.venue_visits[where.zone];
  const bool fresh = traits.is_blank();
  if (fresh) {
    traits.set_ties(0);
    Draws draws{address_in(tick.homes,
                           tick.state,
                           tick.seed,
                           Purpose::contact_newcomer,
                           tick.homes.persons.ids[row],
                           16)};
    const Meetings alone =
        kernel_.meet(where, traits, visits, more ? &extra : nullptr);
    traits.set_ties(
        draw_ties(where.own,
                  tie_weights(alone, scene.stranger),
                  tick.state.tie_rate / world_.rules.ties.dissolution,
                  draws));
  }
  const Meetings met =
      kernel_.meet(where, traits, visits, more ? &extra : nullptr);
  if (where.stage() != Stage::child) {
    change_attitudes(tick, scene, where, met, words, traits);
  }
  if (!fresh) change_ties(scene, where, met, words[3], traits);
}

TieWeights tie_weights(const Meetings& met, float stranger) {
  TieWeights weights;
  weights.others = met.made * stranger;
  weights.own = met.quality - sum_of(met.made);
  weights.all = weights.own + sum_of(weights.others);
  return weights;
}

/// At most one tie begins and one ends in a tick.
void Lives::change_ties(const Scene& scene,
                        const Whereabouts& where,
                        const Meetings& met,
                        std::uint64_t bits,
                        Traits& traits) const {
  const TieTable& ties = kernel_.ties();
  const TieWeights weights = tie_weights(met, scene.stranger);
  const TieCode before = traits.ties();
  TieCode code = before;
  const float begins = part24(bits, 0);
  const float probability = probability_of(scene.tie_rate * weights.all);
  if (begins < probability) {
    float place = begins / probability * weights.all - weights.own;
    std::size_t group = where.own;
    for (std::size_t s = 0; s < slot_count && place >= 0; ++s) {
      group = group_of_slot(where.own, s);
      place -= weights.others[s];
    }
    code = ties.more(code, group);
  }
  const auto count = static_cast<std::size_t>(ties.total(before));
  const float ends = part24(bits, 24);
  const float lost = scene.lost[where.fresh() ? 1 : 0][count];
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
