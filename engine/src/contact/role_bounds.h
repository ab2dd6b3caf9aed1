// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "passes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace mingle::contact {

/// How likely a person's role is to change in a tick at the most, as a
/// threshold of its draw: most draws are above it, and only who draws less is
/// looked at closely. The outcome is that of looking closely at everyone.
class RoleBounds {
 public:
  RoleBounds(const Tick& tick,
             const std::vector<float>& zone_odds,
             const std::vector<float>& group_odds,
             float fluent_odds);
  bool may_change(const Tick& tick,
                  const Whereabouts& where,
                  std::size_t row,
                  const Traits& traits,
                  std::uint32_t draw) const {
    std::uint64_t most =
        by_role_[static_cast<std::size_t>(where.stage())][traits.packed >> 28U];
    if (where.stage() == Stage::adult && traits.works()) {
      most += leaving_[where.zone];
    }
    return draw < most || tick.treated.find(row) != nullptr;
  }

 private:
  /// By stage, then work and English as Traits packs them.
  std::array<std::array<std::uint64_t, employment_count * english_count>,
             stage_count>
      by_role_{};
  std::vector<std::uint64_t> leaving_;  ///< work; by zone
};

}  // namespace mingle::contact
