// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "attitudes.h"
#include "workspaces.h"

namespace mingle::contact {

Lives::Lives(const Tick& tick)
    : world_{tick.world},
      kernel_{tick.housing.base, tick.world, tick.state.pools},
      sums_{tick} {
  average_peers(tick.state);
  kernel_.set_tilt(tick.state.tilt);
}

namespace {

/// Contact of the tick beyond the everyday; false if there is none.
bool extra_contact(const Tick& tick,
                   std::size_t row,
                   std::uint64_t bits,
                   const SchoolGate& gate,
                   const Acquaintances& weak,
                   float weak_contacts,
                   ExtraContact& extra) {
  bool any = false;
  const Whereabouts& where = tick.where[row];
  const Adjustments& levers = tick.adjustments;
  if (!levers.events.empty() && where.stage() != Stage::child &&
      part16(bits, 3) < levers.events[std::size_t{where.zone} * 2]) {
    const float contacts = levers.events[std::size_t{where.zone} * 2 + 1];
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
  if (const WeakTies* own = weak.find(row)) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      const float contacts = weak_contacts * static_cast<float>(own->counts[s]);
      extra.raw[s] += contacts;
      extra.total += contacts;
    }
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

/// Ties of a person new to the study.
TieCode Lives::first_ties(const Tick& tick,
                          const Scene& scene,
                          std::size_t row,
                          float visits,
                          const ExtraContact* extra) const {
  const Whereabouts& where = tick.where[row];
  Draws draws{address_in(tick.homes,
                         tick.state,
                         tick.seed,
                         Purpose::contact_newcomer,
                         tick.homes.persons.ids[row],
                         16)};
  Traits alone = tick.state.persons[row];
  alone.set_ties(0);
  return draw_ties(
      where.own,
      tie_weights(kernel_.meet(where, alone, visits, extra), scene.stranger),
      tick.state.tie_rate / world_.rules.ties.dissolution,
      draws);
}

/// At most one tie begins and one ends in a tick.
[[gnu::always_inline]] inline void Lives::change_ties(const Scene& scene,
                                                      const Whereabouts& where,
                                                      const Meetings& met,
                                                      std::uint64_t bits,
                                                      Traits& traits) const {
  const TieTable& ties = kernel_.ties();
  const TieWeights weights = tie_weights(met, scene.stranger);
  const TieCode before = traits.ties();
  const float begins = part24(bits, 0);
  const float probability = probability_of(scene.tie_rate * weights.all);
  const auto count = static_cast<std::size_t>(ties.total(before));
  const float ends = part24(bits, 24);
  const float lost = scene.lost[where.fresh() ? 1 : 0][count];
  if (begins >= probability && ends >= lost) return;
  TieCode code = before;
  if (begins < probability) {
    // Counted, not searched: where a draw falls is hard to foresee.
    float place = begins / probability * weights.all - weights.own;
    const bool with_own = place < 0;
    std::size_t slot = 0;
    for (std::size_t s = 0; s + 1 < slot_count; ++s) {
      place -= weights.others[s];
      slot += place >= 0 ? 1U : 0U;
    }
    code =
        ties.more(code, with_own ? where.own : group_of_slot(where.own, slot));
  }
  if (ends < lost) {
    const auto which =
        static_cast<int>(ends / lost * static_cast<float>(count));
    const TieCounts& counts = ties.counts(before);
    int passed = 0;
    std::size_t group = 0;
    for (std::size_t g = 0; g + 1 < max_broad; ++g) {
      passed += counts[g];
      group += which >= passed ? 1U : 0U;
    }
    code = ties.less(code, group);
  }
  traits.set_ties(code);
}

[[gnu::always_inline]] inline void Lives::live(
    const Tick& tick,
    const Scene& scene,
    std::size_t row,
    const std::array<std::uint64_t, 4>& words,
    Traits& traits) const {
  const Whereabouts& where = tick.where[row];
  const Here& here = scene.here[where.zone * max_broad + where.own];
  ExtraContact extra;
  const bool more = scene.extra && extra_contact(tick,
                                                 row,
                                                 words[3],
                                                 scene.gate,
                                                 scene.weak,
                                                 scene.weak_contacts,
                                                 extra);
  const float visits = tick.adjustments.venue_visits.empty()
                           ? 1.0F
                           : tick.adjustments.venue_visits[where.zone];
  const ExtraContact* met_beside = more ? &extra : nullptr;
  const bool fresh = traits.is_blank();
  if (fresh) traits.set_ties(first_ties(tick, scene, row, visits, met_beside));
  // What people start from is what they may expect.
  const bool drawn = tick.drawn != nullptr && !fresh &&
                     (where.stage() == Stage::child || traits.has_baseline());
  const Meetings met =
      drawn ? kernel_.meet_drawn((*tick.drawn)[row], where, traits, met_beside)
            : kernel_.meet(
                  here.near, here.venue, where, traits, visits, met_beside);
  if (where.stage() != Stage::child) {
    change_attitudes(tick, scene, here, where, met, words, traits);
  }
  if (!fresh) change_ties(scene, where, met, words[3], traits);
}

[[gnu::always_inline]] inline void Lives::live_all(const Run& run,
                                                   PeerSums& sums) const {
  constexpr std::size_t at_once = 64;
  std::array<std::size_t, at_once> rows{};
  std::array<std::uint64_t, at_once> ids{};
  std::array<std::array<std::uint64_t, 4>, at_once> words{};
  const Tick& tick = run.tick;
  const DrawAddress address =
      address_in(tick.homes, tick.state, tick.seed, Purpose::contact_person);
  for (std::size_t row = run.begin; row < run.end;) {
    std::size_t count = 0;
    for (; row < run.end && count < at_once; ++row) {
      const Whereabouts& where = tick.where[row];
      rows[count] = row;
      ids[count] = tick.homes.persons.ids[row];
      if (!where.lives_here() || !where.meets()) continue;
      ++count;
      const Traits& traits = tick.state.persons[row];
      __builtin_prefetch(&run.scene.here[where.zone * max_broad + where.own]);
      kernel_.fetch_place(where, traits);
      sums.fetch(where, traits);
    }
    random_bits(address, {ids.data(), count}, words.data());
    for (std::size_t i = 0; i < count; ++i) {
      Traits& traits = tick.state.persons[rows[i]];
      const Whereabouts& where = tick.where[rows[i]];
      live(tick, run.scene, rows[i], words[i], traits);
      if (where.stage() != Stage::child) sums.add(where, traits);
    }
  }
}

void Lives::live_here(const Run& run, PeerSums& sums) const {
  live_all(run, sums);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void Lives::live_avx2(const Run& run,
                                                      PeerSums& sums) const {
  live_all(run, sums);
}
#else
void Lives::live_avx2(const Run& run, PeerSums& sums) const {
  live_all(run, sums);
}
#endif

void Lives::run(Tick& tick, const std::vector<float>& threat) {
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") != 0;
#else
  const bool avx2 = false;
#endif
  const Scene scene{tick, threat, zone_means_};
  Workspaces<PeerSums> spaces{[&] { return PeerSums{tick}; }};
  parallel_for_blocks(tick.where.size(),
                      rows_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        const Workspaces<PeerSums>::Lease sums{spaces};
                        const Run rows{tick, scene, begin, end};
                        avx2 ? live_avx2(rows, *sums) : live_here(rows, *sums);
                      });
  sums_ = PeerSums{tick};
  spaces.for_each([&](const PeerSums& part) { sums_ += part; });
}

}  // namespace mingle::contact
