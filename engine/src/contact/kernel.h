// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "households.h"

#include <array>
#include <cmath>

namespace mingle::contact {

/// One number for each other group. Loops over the four lanes are written
/// out so that compilers make vector instructions of them.
using Lanes = std::array<float, slot_count>;

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
  Lanes contact{};  ///< quality-weighted contacts a day, home included
  Lanes bad{};      ///< negative contacts a day
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
  Kernel(const World& world, const Pools& pools);

  /// Mean of exp(zeta x), see State::tilt; to be set before attract().
  void set_tilt(const std::array<double, max_broad * slot_count>& tilt);

  /// @param visits  factor on contacts in venues
  Meetings meet(const HouseholdView& home,
                const MemberView& member,
                const Traits& traits,
                float visits,
                const ExtraContact* extra) const {
    const std::size_t zone = home.zone;
    const float* near = pools_.neighbourhood.row(zone, member.own);
    const float* place = nothing_.data();
    const float* venue = nothing_.data();
    float at_place = 0;
    float place_quality = 0;
    float place_bad = 0;
    if (traits.place != no_place) {
      if (member.stage < Stage::adult) {
        place = pools_.schools.row(traits.place, member.own);
        at_place = school_;
        place_quality = school_quality_;
        place_bad = school_bad_;
      } else {
        place = pools_.work.row(work_pool(home, traits), member.own);
        at_place = work_;
        place_quality = work_quality_;
        place_bad = work_bad_;
      }
    }
    float at_venue = 0;
    if (traits.participates()) {
      venue = pools_.venues.row(zone, member.own);
      at_venue = venue_ * visits;
    }
    const float around = random_[static_cast<std::size_t>(member.stage)];
    const TieTable& ties = ties_;
    const std::array<float, 5>& shares = ties.shares(traits.ties());
    const float friends = ties.total(traits.ties()) > 0 ? friends_ : 0.0F;
    Meetings met;
    for (std::size_t s = 0; s < slot_count; ++s) {
      const float n = around * near[s];
      const float p = at_place * place[s];
      const float v = at_venue * venue[s];
      const float f = friends * shares[group_of_slot(member.own, s)];
      met.raw[s] = (n + p) + (v + f);
      met.made[s] =
          (around_quality_ * n + place_quality * p) + venue_quality_ * v;
      met.bad[s] = (around_bad_ * n + place_bad * p) + venue_bad_ * v;
      met.full[s] = met.made[s] + friend_quality_ * f;
    }
    met.total = (around + at_place) + (at_venue + friends);
    met.quality = (around_quality_ * around + place_quality * at_place) +
                  venue_quality_ * at_venue;
    if (extra != nullptr) add_extra(*extra, met);
    return met;
  }

  /// Selection enters the odds of whom one meets, so that the number of
  /// contacts stays. @param attitude  SD, mood included
  Encounters attract(const HouseholdView& home,
                     const MemberView& member,
                     const Traits& traits,
                     const Meetings& met,
                     const std::array<int, slot_count>& attitude) const {
    const float* mean = tilt_.data() + member.own * slot_count;
    const float language =
        language_[static_cast<std::size_t>(traits.english())];
    Lanes odds;
    float spread = 0;
    for (std::size_t s = 0; s < slot_count; ++s) {
      odds[s] = pull_[static_cast<std::size_t>(attitude[s] + 128)] * mean[s];
      spread += met.raw[s] * (odds[s] - 1.0F);
    }
    const float scale = met.total > 0 ? met.total / (met.total + spread) : 0.0F;
    Encounters seen;
    for (std::size_t s = 0; s < slot_count; ++s) {
      const float chosen = odds[s] * scale;
      seen.contact[s] = language * met.full[s] * chosen;
      seen.bad[s] = met.bad[s] * chosen;
    }
    if (home.mixed) {
      for (std::size_t s = 0; s < slot_count; ++s) {
        seen.contact[s] +=
            home_quality_ *
            static_cast<float>(home.members[group_of_slot(member.own, s)]);
      }
    }
    return seen;
  }

  /// Tolerance of an attitude in steps, 0 to 1.
  float tolerance(int attitude) const {
    return tolerance_[static_cast<std::size_t>(attitude + 128)];
  }
  /// exp(zeta x)
  float pull(int attitude) const {
    return pull_[static_cast<std::size_t>(attitude + 128)];
  }

  std::size_t work_pool(const HouseholdView& home, const Traits& traits) const {
    const std::size_t place = traits.place == outside_place
                                  ? zones_ + home.authority
                                  : std::size_t{traits.place};
    return pools_.work_pool(place, home.work_class);
  }

  const TieTable& ties() const { return ties_; }

 private:
  void add_extra(const ExtraContact& extra, Meetings& met) const;

  const Pools& pools_;
  const TieTable& ties_;
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
  Lanes nothing_{};
};

}  // namespace mingle::contact
