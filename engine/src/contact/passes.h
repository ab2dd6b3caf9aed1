// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drawn.h"
#include "kernel.h"
#include "whereabouts.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/contact/state.h>
#include <mingle/engine/random.h>

namespace mingle::contact {

/// Where the draws of a pass live.
inline DrawAddress address_in(const housing::State& housing,
                              const State& state,
                              std::uint64_t seed,
                              Purpose purpose,
                              std::uint64_t subject = 0,
                              std::uint64_t block = 0) {
  return {.seed = seed,
          .replicate = static_cast<std::uint64_t>(housing.replicate),
          .subject = subject,
          .step = static_cast<std::uint64_t>(state.steps),
          .purpose = purpose,
          .block = block};
}

/// What is done to single persons, found by row.
class Treated {
 public:
  explicit Treated(const std::vector<PersonAdjustment>& persons,
                   const housing::PersonTable& table);
  bool any() const { return !order_.empty(); }
  /// Null if nothing is done to the person.
  const PersonAdjustment* find(std::size_t row) const {
    if (order_.empty() || (marked_[row / 64] >> (row % 64) & 1U) == 0) {
      return nullptr;
    }
    return look_up(row);
  }
  const std::vector<const PersonAdjustment*>& all() const { return order_; }

 private:
  const PersonAdjustment* look_up(std::size_t row) const;

  std::vector<const PersonAdjustment*> order_;  ///< by row
  std::vector<std::uint64_t> marked_;           ///< a bit a row
};

/// What the passes of a tick share.
struct Tick {
  const housing::World& housing;
  const World& world;
  const housing::State& homes;
  State& state;
  const Adjustments& adjustments;
  const Treated& treated;
  std::uint64_t seed = 0;
  bool birthdays = true;  ///< the housing step has moved time on
  /// By row of persons; filled by the first pass.
  std::vector<Whereabouts>& where;
  /// Contacts of a network by row of persons; null: those of pools.
  const std::vector<Drawn>* drawn = nullptr;
};

/// Calls `visit(HouseholdView, MemberView, Traits&)` for every person of the
/// study, in parallel.
template <class F>
void for_everybody(Tick& tick, F&& visit) {
  parallel_for_blocks(
      tick.homes.households.size(),
      households_per_block,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for_persons(tick.world,
                    tick.homes,
                    begin,
                    end,
                    [&](const HouseholdView& home, const MemberView& member) {
                      visit(home, member, tick.state.persons[member.row]);
                    });
      });
}

/// A pupil who needs a place at a school. At the start they are millions, so
/// that what can be looked up is not kept.
struct Applicant {
  PersonId person;
  HouseholdId household;
};

/// First pass: new rows, ages, work, English, participation; counts the
/// pools and gathers pupils without a school.
class Roles {
 public:
  explicit Roles(const World& world);
  void run(Tick& tick);
  /// At the start: places of work and participation of one person; then the
  /// pools of all, and the pupils.
  void settle(Tick& tick,
              const HouseholdView& home,
              const MemberView& member,
              Traits& traits) const;
  void count_all(Tick& tick);
  std::vector<std::vector<Applicant>>& applicants() { return applicants_; }

  /// First place of work of a person.
  std::uint16_t draw_workplace(const Tick& tick,
                               const HouseholdView& home,
                               std::uint64_t first,
                               std::uint64_t second) const;
  /// Work status in the long run of persons like this one.
  Employment draw_employment(const Tick& tick,
                             const HouseholdView& home,
                             const MemberView& member,
                             English english,
                             std::uint64_t bits) const;
  /// Probability of taking part.
  double participation(const Tick& tick,
                       const HouseholdView& home,
                       const MemberView& member,
                       const Traits& traits) const;

 private:
  class Pass;
  void pass(Tick& tick, const class RoleBounds* bounds);
  void newcomer(Tick& tick,
                const HouseholdView& home,
                const MemberView& member,
                Traits& traits) const;
  void birthday(Tick& tick,
                const HouseholdView& home,
                const MemberView& member,
                Traits& traits) const;
  void change(Tick& tick,
              const HouseholdView& home,
              const MemberView& member,
              Traits& traits,
              std::uint32_t draw) const;
  float hiring(const Tick& tick,
               const HouseholdView& home,
               const MemberView& member) const;
  bool change_work(Tick& tick,
                   const HouseholdView& home,
                   const MemberView& member,
                   Traits& traits,
                   class Chance& chance) const;
  float english_hazard(const Tick& tick,
                       const HouseholdView& home,
                       const MemberView& member,
                       const Traits& traits) const;
  void enter_work(Tick& tick,
                  const HouseholdView& home,
                  const MemberView& member,
                  Traits& traits) const;

  const World& world_;
  std::vector<float> zone_odds_;   ///< exp of World::work_zone
  std::vector<float> group_odds_;  ///< exp of World::work_group
  float fluent_odds_;
  float years_;
  std::vector<std::vector<Applicant>> applicants_;  ///< by block
  /// Households whose incomes may change, by block.
  std::vector<std::vector<HouseholdId>> due_;
};

/// Attitudes of a person aged 11 or new to a run.
void draw_attitudes(const Tick& tick,
                    const HouseholdView& home,
                    const MemberView& member,
                    Traits& traits);

/// Schools of each market (authority and phase) in order of distance from each
/// zone, kept from tick to tick as long as the same ones are open.
struct NearSchools {
  struct OfZone {
    std::vector<std::uint32_t> order;  ///< places in `numbers`
    std::size_t sorted = 0;            ///< of them, from the front
  };
  struct Market {
    std::vector<std::uint16_t> numbers;  ///< of the schools
    std::vector<OfZone> zones;
  };
  std::vector<Market> markets;
};

/// Places pupils, see schools.cpp.
/// @param applicants  by block; left empty, as at the start they are many
void place_pupils(Tick& tick,
                  std::vector<std::vector<Applicant>>& applicants,
                  NearSchools& near);
/// Applies edits of schools; pupils of closed ones are left without.
void edit_schools(const housing::State& homes,
                  State& state,
                  const std::vector<SchoolEdit>& edits);

/// Row of place x own group for who has a place: schools, then zones of work.
inline std::size_t peers_at(std::size_t schools,
                            const Whereabouts& where,
                            const Traits& traits) {
  const std::size_t place = where.stage() < Stage::adult
                                ? std::size_t{traits.place}
                                : schools + traits.place;
  return place * max_broad + where.own;
}

/// Sums of attitudes by zone, place and group of those aged 11 and over.
class PeerSums {
 public:
  explicit PeerSums(const Tick& tick);
  void add(const Whereabouts& where, const Traits& traits) {
    change(where, traits, 1);
  }
  void remove(const Whereabouts& where, const Traits& traits) {
    change(where, traits, -1);
  }
  /// Asks for what add() will change.
  void fetch(const Whereabouts& where, const Traits& traits) const {
    __builtin_prefetch(&zone_sums_[zone_of(where)], 1);
    if (traits.place < outside_place) {
      __builtin_prefetch(&place_sums_[peers_at(schools_, where, traits)], 1);
    }
  }
  PeerSums& operator+=(const PeerSums& other);
  /// Once: moves the sums into a state.
  /// @param threshold  tolerance below which offences come from
  void store(const Kernel& kernel, double threshold, State& state);

 private:
  /// Sums of two attitudes, each from 0, in the halves of a number.
  static constexpr std::size_t pair_count = slot_count / 2;
  using Sums = std::uint32_t __attribute__((vector_size(16)));
  /// Side by side, as each person adds to all.
  struct Sum {
    std::array<std::int64_t, pair_count> attitudes{};
    std::int64_t people = 0;
  };

  static std::size_t zone_of(const Whereabouts& where) {
    return where.zone * max_broad + where.own;
  }

  [[gnu::always_inline]] void change(const Whereabouts& where,
                                     const Traits& traits,
                                     int by) {
    const std::uint32_t steps = raised(traits.attitude);
    const WholeLanes change = bytes_of(steps) * by;
    Sums sums;
    std::memcpy(&sums, &change, sizeof(sums));
    add(by, sums, zone_sums_[zone_of(where)]);
    if (traits.place < outside_place) {
      add(by, sums, place_sums_[peers_at(schools_, where, traits)]);
    }
    for (std::size_t s = 0; s < slot_count; ++s) {
      values_[where.own * slot_count + s][steps >> (8 * s) & 0xffU] += by;
    }
  }
  [[gnu::always_inline]] static void add(int by, Sums sums, Sum& to) {
    to.people += by;
    Sums old;
    std::memcpy(&old, to.attitudes.data(), sizeof(old));
    old += sums;
    std::memcpy(to.attitudes.data(), &old, sizeof(old));
  }

  std::size_t schools_;
  std::size_t zones_;
  std::vector<Sum> zone_sums_;
  std::vector<Sum> place_sums_;
  /// How many hold each attitude, by own group and slot.
  std::array<std::array<std::int32_t, 256>, max_broad * slot_count> values_{};
};

/// Second pass, over rows of persons: contact, ties and attitudes, and the
/// sums that the next tick needs.
class Lives {
 public:
  /// Uses the pools and sums of the state as they are.
  explicit Lives(const Tick& tick);
  void run(Tick& tick, const std::vector<float>& threat);
  /// Only the sums, from the attitudes as they are.
  void gather(const Tick& tick);
  /// Sums of the last run() or gather(); may be corrected before store().
  PeerSums& sums() { return sums_; }
  void store(Tick& tick);
  const Kernel& kernel() const { return kernel_; }

 private:
  struct Here;
  struct Scene;
  /// A run of rows; live() for whatever instructions the processor has.
  struct Run {
    const Tick& tick;
    const Scene& scene;
    std::size_t begin;
    std::size_t end;
  };
  void live_here(const Run& run, PeerSums& sums) const;
  void live_avx2(const Run& run, PeerSums& sums) const;
  void live_all(const Run& run, PeerSums& sums) const;
  void live(const Tick& tick,
            const Scene& scene,
            std::size_t row,
            const std::array<std::uint64_t, 4>& words,
            Traits& traits) const;
  TieCode first_ties(const Tick& tick,
                     const Scene& scene,
                     std::size_t row,
                     float visits,
                     const ExtraContact* extra) const;
  void change_ties(const Scene& scene,
                   const Whereabouts& where,
                   const Meetings& met,
                   std::uint64_t bits,
                   Traits& traits) const;
  void change_attitudes(const Tick& tick,
                        const Scene& scene,
                        const Here& here,
                        const Whereabouts& where,
                        const Meetings& met,
                        const std::array<std::uint64_t, 4>& words,
                        Traits& traits) const;
  void average_peers(const State& state);
  Lanes peers_of(const Tick& tick,
                 const Scene& scene,
                 const Here& here,
                 const Whereabouts& where,
                 const Traits& traits) const;
  void start_attitudes(Lanes warm,
                       Lanes g,
                       const Encounters& seen,
                       const std::array<std::uint64_t, 4>& words,
                       Traits& traits) const;

  const World& world_;
  Kernel kernel_;
  PeerSums sums_;
  std::vector<float> zone_means_;   ///< zone x own x slot
  std::vector<float> place_means_;  ///< place x own x slot; NaN: nobody there
  std::array<float, max_broad * slot_count> group_means_{};
};

/// Contact weighted for the making of ties: with each slot, then own group.
struct TieWeights {
  Lanes others{};
  float own = 0;
  float all = 0;
};
[[gnu::always_inline]] inline TieWeights tie_weights(const Meetings& met,
                                                     float stranger) {
  TieWeights weights;
  weights.others = met.made * stranger;
  weights.own = met.quality - sum_of(met.made);
  weights.all = weights.own + sum_of(weights.others);
  return weights;
}

/// Portfolio of close ties in the long run of someone with these meetings.
/// @param rate  formation per weighted contact over dissolution
TieCode draw_ties(std::size_t own,
                  const TieWeights& weights,
                  double rate,
                  Draws& draws);

/// Variance of an attitude about its anchor in the long run.
float settled_variance(const AttitudeRules& rules, float a, float g, float bad);

/// Updates the trends of zones and gives the push of threat and pressure on
/// services in each, zone x max_broad, SD a year.
std::vector<float> update_trend(const Tick& tick);
/// Push of the perceived fairness of lettings, zone x own, SD a year; of the
/// groups of a broad group the mean counts.
std::vector<float> push_of_fairness(const Tick& tick);
/// How much likelier groups are to meet than at the start, because they have
/// warmed to each other.
Affinity preference_of(const State& state);

/// Draws the incidents of the tick.
void draw_incidents(Tick& tick);
/// Fades moods and programme effects, and corrects the sums of attitudes.
void fade(Tick& tick, PeerSums& sums);
void add_impulses(Tick& tick);

}  // namespace mingle::contact
