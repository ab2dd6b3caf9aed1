// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include <mingle/engine/contact/traits.h>

namespace mingle::contact {

/// A 16-bit part of 64 bits, centred in its cell, 0 to 1.
inline float part16(std::uint64_t word, std::size_t which) {
  return (static_cast<float>(word >> (16 * which) & 0xffffU) + 0.5F) *
         (1.0F / 65536.0F);
}

/// An 8-bit part, likewise.
inline float part8(std::uint64_t word, std::size_t which) {
  return (static_cast<float>(word >> (8 * which) & 0xffU) + 0.5F) *
         (1.0F / 256.0F);
}

/// 24 bits from `shift` on, likewise.
inline float part24(std::uint64_t word, unsigned shift) {
  return (static_cast<float>(word >> shift & 0xffffffU) + 0.5F) *
         (1.0F / 16777216.0F);
}

inline std::int8_t to_attitude(int steps) {
  return static_cast<std::int8_t>(
      std::clamp(steps, lowest_attitude, highest_attitude));
}

}  // namespace mingle::contact
