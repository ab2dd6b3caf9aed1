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

/// `value` where the mask is set (all bits of a lane), else zero.
inline Lanes where_set(WholeLanes mask, float value) {
  const Lanes zero{};
  return mask ? zero + value : zero;
}

using ByteLanes = std::uint8_t __attribute__((vector_size(16)));

/// The four bytes of a word, lowest first, as whole numbers.
inline WholeLanes bytes_of(std::uint32_t word) {
  const ByteLanes zero{};
  WholeLanes first{static_cast<std::int32_t>(word), 0, 0, 0};
  ByteLanes bytes;
  std::memcpy(&bytes, &first, sizeof(bytes));
  // clang-format off
  const ByteLanes wide = __builtin_shufflevector(
      bytes, zero, 0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 3, 16, 16, 16);
  // clang-format on
  WholeLanes whole;
  std::memcpy(&whole, &wide, sizeof(whole));
  return whole;
}

template <class Byte>
std::uint32_t word_of(const std::array<Byte, slot_count>& bytes) {
  static_assert(sizeof(Byte) == 1);
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data(), sizeof(word));
  return word;
}

/// Attitudes from 0 (the lowest) to 255, by slot.
inline std::uint32_t raised(
    const std::array<std::int8_t, slot_count>& attitudes) {
  return word_of(attitudes) ^ 0x80808080U;
}

inline Lanes in_sd(const std::array<std::int8_t, slot_count>& attitudes) {
  constexpr float step = 1.0F / attitude_steps;
  return to_float(bytes_of(raised(attitudes))) * step - 128.0F * step;
}

/// The four 16-bit parts of a word, each centred in its cell, 0 to 1.
inline Lanes parts16(std::uint64_t word) {
  using Parts = std::uint16_t __attribute__((vector_size(16)));
  using Words = std::uint64_t __attribute__((vector_size(16)));
  const Words first{word, 0};
  const Parts zero{};
  Parts parts;
  std::memcpy(&parts, &first, sizeof(parts));
  const Parts wide =
      __builtin_shufflevector(parts, zero, 0, 8, 1, 8, 2, 8, 3, 8);
  WholeLanes whole;
  std::memcpy(&whole, &wide, sizeof(whole));
  return (to_float(whole) + 0.5F) * (1.0F / 65536.0F);
}

/// The four 8-bit parts of half a word, likewise.
inline Lanes parts8(std::uint32_t word) {
  return (to_float(bytes_of(word)) + 0.5F) * (1.0F / 256.0F);
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
  steps = steps < low ? low : steps;
  steps = steps > high ? high : steps;
  ByteLanes bytes;
  std::memcpy(&bytes, &steps, sizeof(bytes));
  // clang-format off
  bytes = __builtin_shufflevector(
      bytes, bytes, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  // clang-format on
  std::array<std::int8_t, slot_count> attitudes{};
  std::memcpy(attitudes.data(), &bytes, sizeof(attitudes));
  return attitudes;
}

}  // namespace mingle::contact
