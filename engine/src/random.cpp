// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <Random123/philox.h>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

/// Key of derived_id(), which must not depend on any seed: "mingle" and "id".
constexpr std::uint64_t id_key_high = 0x6d696e676c65;
constexpr std::uint64_t id_key_low = 0x6964;

inline std::array<std::uint64_t, 4> philox_at(const DrawAddress& address,
                                              std::uint64_t subject) {
  const r123::Philox4x64 philox;
  const r123::Philox4x64::key_type key{{address.seed, address.replicate}};
  const r123::Philox4x64::ctr_type counter{
      {subject,
       address.step,
       static_cast<std::uint64_t>(address.purpose),
       address.block}};
  const r123::Philox4x64::ctr_type words = philox(counter, key);
  return {words[0], words[1], words[2], words[3]};
}

}  // namespace

std::array<std::uint64_t, 4> random_bits(const DrawAddress& address) {
  return philox_at(address, address.subject);
}

void random_bits(const DrawAddress& address,
                 std::span<const std::uint64_t> subjects,
                 std::array<std::uint64_t, 4>* out) {
  for (const std::uint64_t subject : subjects) {
    *out++ = philox_at(address, subject);
  }
}

double standard_normal(std::uint64_t first, std::uint64_t second) {
  const double radius = std::sqrt(-2.0 * std::log(unit_interval(first)));
  return radius * std::cos(2.0 * std::numbers::pi * unit_interval(second));
}

double standard_gumbel(std::uint64_t bits) {
  return -std::log(-std::log(unit_interval(bits)));
}

std::uint64_t derived_id(std::uint64_t parent,
                         std::uint64_t tick,
                         Purpose event) {
  return random_bits({.seed = id_key_high,
                      .replicate = id_key_low,
                      .subject = parent,
                      .step = tick,
                      .purpose = event,
                      .block = 0})[0];
}

}  // namespace mingle
