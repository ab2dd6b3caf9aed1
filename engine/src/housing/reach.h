// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::housing {

/// Whether a household with a need and an income can pay for a tenth of the
/// homes on offer that are large enough for it (one bedroom short will do).
class Reach {
 public:
  Reach() = default;
  Reach(const World& world, const State& state, AuthorityId authority);
  /// @param sector  owner or private
  bool has(Sector sector, std::size_t bedrooms, std::uint16_t income) const {
    return can_[sector == Sector::owner ? 0 : 1][bedrooms]
               [income_band_of(income)];
  }

 private:
  static constexpr std::size_t bands = 16;
  static std::size_t income_band_of(std::uint16_t income);
  std::array<std::array<std::array<bool, bands>, bedroom_class_count>, 2>
      can_{};
};

}  // namespace mingle::housing
