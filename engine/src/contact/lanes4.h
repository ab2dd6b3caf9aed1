// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <mingle/engine/contact/traits.h>

namespace mingle::contact {

/// One number for each other group, in one vector register. Each lane is
/// computed as a single number would be, so that results do not depend on the
/// instructions that a machine has.
using Lanes = float __attribute__((vector_size(16)));
using WholeLanes = std::int32_t __attribute__((vector_size(16)));
static_assert(sizeof(Lanes) == slot_count * sizeof(float));
static_assert(std::endian::native == std::endian::little);

inline Lanes load(const float* values) {
  Lanes lanes;
  std::memcpy(&lanes, values, sizeof(lanes));
  return lanes;
}

inline Lanes all_lanes(float value) {
  return Lanes{value, value, value, value};
}

inline float sum_of(Lanes lanes) {
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

inline Lanes to_float(WholeLanes whole) {
  return __builtin_convertvector(whole, Lanes);
}

/// `yes` where the mask is set (all bits of a lane), else `no`.
inline WholeLanes choose(WholeLanes mask, WholeLanes yes, WholeLanes no) {
  return (mask & yes) | (~mask & no);
}
/// `value` where the mask is set, else zero.
inline Lanes where_set(WholeLanes mask, Lanes value) {
  WholeLanes bits;
  std::memcpy(&bits, &value, sizeof(bits));
  bits &= mask;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

inline WholeLanes widen(std::array<std::uint8_t, slot_count> bytes) {
  using Bytes = std::uint8_t __attribute__((vector_size(4)));
  Bytes narrow;
  std::memcpy(&narrow, bytes.data(), sizeof(narrow));
  return __builtin_convertvector(narrow, WholeLanes);
}

inline WholeLanes widen(std::array<std::int8_t, slot_count> bytes) {
  using Bytes = std::int8_t __attribute__((vector_size(4)));
  Bytes narrow;
  std::memcpy(&narrow, bytes.data(), sizeof(narrow));
  return __builtin_convertvector(narrow, WholeLanes);
}

/// The four 16-bit parts of a word, each centred in its cell, 0 to 1.
inline Lanes parts16(std::uint64_t word) {
  using Parts = std::uint16_t __attribute__((vector_size(8)));
  Parts narrow;
  std::memcpy(&narrow, &word, sizeof(narrow));
  const auto whole = __builtin_convertvector(narrow, WholeLanes);
  return (to_float(whole) + 0.5F) * (1.0F / 65536.0F);
}

/// The four lower 8-bit parts, likewise.
inline Lanes parts8(std::uint64_t word) {
  std::array<std::uint8_t, slot_count> bytes{};
  std::memcpy(bytes.data(), &word, sizeof(bytes));
  return (to_float(widen(bytes)) + 0.5F) * (1.0F / 256.0F);
}

/// As round_at_random() of single numbers.
inline WholeLanes round_at_random(Lanes value, Lanes u) {
  const Lanes sum = value + u;
  const auto whole = __builtin_convertvector(sum, WholeLanes);
  return whole + (to_float(whole) > sum);
}

/// Attitudes from whole steps, kept to the range that a byte has.
inline std::array<std::int8_t, slot_count> to_attitudes(WholeLanes steps) {
  const WholeLanes low = WholeLanes{} + lowest_attitude;
  const WholeLanes high = WholeLanes{} + highest_attitude;
  steps = choose(steps < low, low, steps);
  steps = choose(steps > high, high, steps);
  using Bytes = std::int8_t __attribute__((vector_size(4)));
  const auto narrow = __builtin_convertvector(steps, Bytes);
  std::array<std::int8_t, slot_count> bytes;
  std::memcpy(bytes.data(), &narrow, sizeof(bytes));
  return bytes;
}

}  // namespace mingle::contact
