// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace mingle::contact {

/// One draw shared by events that exclude each other within a tick.
class Chance {
 public:
  explicit Chance(std::uint32_t draw) : draw_{draw} {}
  bool happens(float probability) {
    const auto threshold =
        static_cast<std::uint64_t>(static_cast<double>(probability) * 0x1p32);
    if (draw_ < threshold) return true;
    draw_ -= threshold;
    return false;
  }

 private:
  std::uint64_t draw_;
};

/// Index of the first cumulative share above u.
inline std::size_t pick(const double* cumulative, std::size_t count, double u) {
  std::size_t i = 0;
  while (i + 1 < count && u >= cumulative[i]) ++i;
  return i;
}

}  // namespace mingle::contact
