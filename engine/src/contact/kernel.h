// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drawn.h"
#include "lanes4.h"
#include "whereabouts.h"

#include <array>
#include <cmath>

namespace mingle::contact {

/// Contact of a person with each other group before the person chooses.
struct Meetings {
  Lanes raw{};        ///< contacts a day
  Lanes made{};       ///< the same weighted by quality, without friends
  Lanes full{};       ///< with friends
  Lanes bad{};        ///< negative contacts a day
  float total = 0;    ///< contacts a day with anybody, raw
  float quality = 0;  ///< weighted, without friends, with anybody
};

/// What a person's attitude makes of it.
struct Encounters {
  Lanes contact{};    ///< quality-weighted contacts a day, home included
  Lanes bad{};        ///< negative contacts a day
  Lanes tolerance{};  ///< 0 to 1
};

/// Contact beyond the everyday: events, programmes, the school gate. It is
/// organised, so that none of it is bad.
struct ExtraContact {
  Lanes raw{};
  float total = 0;
};

/// The equations of contact of one person, with their constants.
class Kernel {
 public:
  /// @param base  must outlive the kernel, as must `pools`
  Kernel(const mingle::World& base, const World& world, const Pools& pools);

  /// Mean of exp(zeta x), see State::tilt; to be set before attract().
  void set_tilt(const std::array<double, max_broad * slot_count>& tilt);

  /// @param visits  factor on contacts in venues
  Meetings meet(const Whereabouts& where,
                const Traits& traits,
                float visits,
                const ExtraContact* extra) const {
    return meet(load(pools_.neighbourhood.row(where.zone, where.own)),
                load(pools_.venues.row(where.zone, where.own)),
                where,
                traits,
                visits,
                extra);
  }
  /// @param near, venue  rows of the pools of the person's zone
  [[gnu::always_inline]] Meetings meet(Lanes near,
                                       Lanes venue,
                                       const Whereabouts& where,
                                       const Traits& traits,
                                       float visits,
                                       const ExtraContact* extra) const {
    const Place place = place_of(where, traits);
    const float at_venue = traits.participates() ? venue_ * visits : 0.0F;
    const float around = random_[static_cast<std::size_t>(where.stage())];
    const TieCode code = traits.ties();
    const float friends = ties_.total(code) > 0 ? friends_ : 0.0F;
    const Lanes n = around * near;
    const Lanes p = place.contacts * load(place.met);
    const Lanes v = at_venue * venue;
    const Lanes f = friends * load(ties_.others(code, where.own));
    Meetings met = together(n, p, v, f, place);
    met.total = (around + place.contacts) + (at_venue + friends);
    met.quality = (around_quality_ * around + place.quality * place.contacts) +
                  venue_quality_ * at_venue;
    if (extra != nullptr) add_extra(*extra, met);
    return met;
  }

  /// The same with contacts that were drawn, ties apart.
  Meetings meet_drawn(const Drawn& drawn,
                      const Whereabouts& where,
                      const Traits& traits,
                      const ExtraContact* extra) const {
    const Place place = place_of(where, traits);
    const TieCode code = traits.ties();
    const float friends = ties_.total(code) > 0 ? friends_ : 0.0F;
    Meetings met = together(load(drawn.near.data()),
                            load(drawn.place.data()),
                            load(drawn.venue.data()),
                            friends * load(ties_.others(code, where.own)),
                            place);
    met.total =
        (drawn.all_near + drawn.all_place) + (drawn.all_venue + friends);
    met.quality =
        (around_quality_ * drawn.all_near + place.quality * drawn.all_place) +
        venue_quality_ * drawn.all_venue;
    if (extra != nullptr) add_extra(*extra, met);
    return met;
  }

  /// Selection enters the odds of whom one meets, so that the number of
  /// contacts stays. @param attitude  steps, mood included
  Encounters attract(
      const Whereabouts& where,
      const Traits& traits,
      const Meetings& met,
      const std::array<std::int8_t, slot_count>& attitude) const {
    const float language =
        language_[static_cast<std::size_t>(traits.english())];
    Encounters seen;
    Lanes odds;
    const std::uint32_t steps = raised(attitude);
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t at = steps >> (8 * s) & 0xffU;
      odds[s] = pull_[at];
      seen.tolerance[s] = tolerance_[at];
    }
    odds *= load(tilt_.data() + where.own * slot_count);
    const Lanes more = met.raw * (odds - 1.0F);
    const float spread = sum_of(more);
    const float scale = met.total > 0 ? met.total / (met.total + spread) : 0.0F;
    const Lanes chosen = odds * scale;
    seen.contact = language * met.full * chosen +
                   home_quality_ * to_float(bytes_of(word_of(where.home)));
    seen.bad = met.bad * chosen;
    return seen;
  }

  /// Tolerance of an attitude in steps, 0 to 1.
  float tolerance(int attitude) const {
    return tolerance_[static_cast<std::uint8_t>(attitude - lowest_attitude)];
  }
  /// exp(zeta x)
  float pull(int attitude) const {
    return pull_[static_cast<std::uint8_t>(attitude - lowest_attitude)];
  }

  [[gnu::always_inline]] std::size_t work_pool(const Whereabouts& where,
                                               const Traits& traits) const {
    const std::size_t place = traits.place == outside_place
                                  ? zones_ + authorities_[where.zone].index()
                                  : std::size_t{traits.place};
    return pools_.work_pool(place, where.work_class());
  }

  /// Asks for whom a person meets at school or work.
  void fetch_place(const Whereabouts& where, const Traits& traits) const {
    if (traits.place != no_place) {
      __builtin_prefetch(place_of(where, traits).met);
    }
  }

  const TieTable& ties() const { return ties_; }

 private:
  /// Contact at the school or the work of a person; none without one.
  struct Place {
    const float* met;
    float contacts;
    float quality;
    float bad;
  };
  [[gnu::always_inline]] Place place_of(const Whereabouts& where,
                                        const Traits& traits) const {
    if (traits.place == no_place) return {nothing_.data(), 0, 0, 0};
    if (where.stage() < Stage::adult) {
      return {pools_.schools.row(traits.place, where.own),
              school_,
              school_quality_,
              school_bad_};
    }
    return {pools_.work.row(work_pool(where, traits), where.own),
            work_,
            work_quality_,
            work_bad_};
  }

  /// Contacts near home, at a place, in venues and with friends, weighed.
  [[gnu::always_inline]] Meetings together(Lanes n,
                                           Lanes p,
                                           Lanes v,
                                           Lanes f,
                                           const Place& place) const {
    Meetings met;
    met.raw = (n + p) + (v + f);
    met.made = (around_quality_ * n + place.quality * p) + venue_quality_ * v;
    met.bad = (around_bad_ * n + place.bad * p) + venue_bad_ * v;
    met.full = met.made + friend_quality_ * f;
    return met;
  }

  void add_extra(const ExtraContact& extra, Meetings& met) const;

  const Pools& pools_;
  const TieTable& ties_;
  const std::vector<AuthorityId>& authorities_;  ///< by zone
  std::size_t zones_;
  float school_, work_, venue_, friends_;
  std::array<float, stage_count> random_{};
  float home_quality_, around_quality_, school_quality_, work_quality_,
      venue_quality_, friend_quality_;
  float around_bad_, school_bad_, work_bad_, venue_bad_;
  std::array<float, english_count> language_{};
  std::array<float, 256> tolerance_{};
  std::array<float, 256> pull_{};
  std::array<float, max_broad * slot_count> tilt_{};  ///< 1 / mean
  std::array<float, slot_count> nothing_{};
};

}  // namespace mingle::contact
