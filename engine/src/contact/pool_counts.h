// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "passes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace mingle::contact {

/// What a person brings to the pools it belongs to, in units of activity.
struct PoolUnits {
  explicit PoolUnits(const SettingRules& rules);
  std::array<std::int32_t, stage_count> near{};
  double venue_contacts = 0;
  std::int32_t venue = 0;
  std::int32_t school = 0;
  std::int32_t work = 0;
};

/// Who belongs to which pool, counted anew.
class PoolCounts {
 public:
  explicit PoolCounts(const Tick& tick);
  void add(const Tick& tick,
           const PoolUnits& units,
           const Whereabouts& where,
           const Traits& traits) {
    near_[where.zone * max_broad + where.own] +=
        units.near[static_cast<std::size_t>(where.stage())];
    if (traits.participates()) {
      venues_[where.zone * max_broad + where.own] +=
          visits(tick.adjustments, units, where.zone);
    }
    if (traits.place == no_place) return;
    if (where.stage() < Stage::adult) {
      schools_[traits.place * max_broad + where.own] += units.school;
      return;
    }
    const std::size_t place = traits.place == outside_place
                                  ? zones_ + authorities_[where.zone].index()
                                  : std::size_t{traits.place};
    work_[tick.state.pools.work_pool(place, where.work_class()) * max_broad +
          where.own] += units.work;
  }
  PoolCounts& operator+=(const PoolCounts& other);
  /// Once: moves the counts into the pools of the state.
  void store(Tick& tick);

 private:
  static std::int32_t visits(const Adjustments& levers,
                             const PoolUnits& units,
                             std::size_t zone);

  std::size_t zones_;
  const AuthorityId* authorities_;  ///< by zone
  std::vector<std::int32_t> near_;
  std::vector<std::int32_t> schools_;
  std::vector<std::int32_t> work_;
  std::vector<std::int32_t> venues_;
};

}  // namespace mingle::contact
