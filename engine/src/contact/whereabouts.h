// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "households.h"

#include <array>
#include <cstdint>
#include <vector>

namespace mingle::contact {

/// Persons are worked on by row in runs of this many.
inline constexpr std::size_t rows_per_block = 16'384;

/// Where a person lives, and with whom, in eight bytes: what passes over rows
/// of persons know of households. The first pass of a tick, which follows the
/// lists of members, leaves them for the second.
struct Whereabouts {
  static constexpr std::uint8_t nobody = 0xff;
  static constexpr std::uint8_t meets_flag = 16;
  static constexpr std::uint8_t young_flag = 32;
  static constexpr std::uint8_t fresh_flag = 64;

  std::uint16_t zone = 0;
  std::uint8_t own = nobody;  ///< broad group; nobody: not a housed person
  std::uint8_t packed = 0;    ///< stage 2, work class 2, three flags
  /// Members of the household of each other group, by slot.
  std::array<std::uint8_t, slot_count> home{};

  bool lives_here() const { return own != nobody; }
  Stage stage() const { return static_cast<Stage>(packed & 3U); }
  std::size_t work_class() const { return packed >> 2U & 3U; }
  bool meets() const { return (packed & meets_flag) != 0; }  ///< is 4 or older
  bool young() const {
    return (packed & young_flag) != 0;
  }  ///< last_young_age or less
  bool fresh() const {
    return (packed & fresh_flag) != 0;
  }  ///< new to the authority
};
static_assert(sizeof(Whereabouts) == 8);

inline Whereabouts whereabouts_of(const HouseholdView& home,
                                  const MemberView& member) {
  Whereabouts out;
  out.zone = static_cast<std::uint16_t>(home.zone);
  out.own = static_cast<std::uint8_t>(member.own);
  out.packed = static_cast<std::uint8_t>(
      static_cast<unsigned>(member.stage) |
      static_cast<unsigned>(home.work_class) << 2U |
      (member.age >= first_school_age ? Whereabouts::meets_flag : 0U) |
      (member.age <= last_young_age ? Whereabouts::young_flag : 0U) |
      (home.fresh ? Whereabouts::fresh_flag : 0U));
  for (std::size_t s = 0; s < slot_count; ++s) {
    out.home[s] = home.members[group_of_slot(member.own, s)];
  }
  return out;
}

}  // namespace mingle::contact
