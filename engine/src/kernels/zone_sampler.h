// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace mingle {

/// Draws zones with probability proportional to `weight(zone)`, by sums over
/// fixed blocks of zones: no scratch memory, two short walks a draw.
template <class Weight>
class ZoneSampler {
 public:
  ZoneSampler(std::size_t zones, const Weight& weight)
      : weight_{weight},
        zones_{zones},
        block_{std::max(min_block, (zones + max_blocks - 1) / max_blocks)} {
    std::size_t used = 0;
    for (std::size_t begin = 0; begin < zones; begin += block_) {
      sums_[used] = block_sum(begin, std::min(begin + block_, zones));
      total_ += sums_[used++];
    }
  }

  double total() const { return total_; }

  /// @param u  in (0, 1)
  /// @returns  a zone of positive weight; total() must be positive.
  std::size_t pick(double u) const {
    double left = u * total_;
    std::size_t last = 0;
    for (std::size_t begin = 0, b = 0; begin < zones_; begin += block_, ++b) {
      if (sums_[b] <= 0.0) continue;
      if (left >= sums_[b]) {
        left -= sums_[b];
        last = begin;
        continue;
      }
      return pick_within(begin, left);
    }
    // Rounding carried u * total past the last block: take its last zone.
    return pick_within(last, total_);
  }

 private:
  static constexpr std::size_t min_block = 8;
  static constexpr std::size_t max_blocks = 512;

  double block_sum(std::size_t begin, std::size_t end) const {
    // Two sums, so that the compiler may use both lanes of a register.
    double even = 0.0;
    double odd = 0.0;
    std::size_t z = begin;
    for (; z + 1 < end; z += 2) {
      even += weight_(z);
      odd += weight_(z + 1);
    }
    if (z < end) even += weight_(z);
    return even + odd;
  }

  std::size_t pick_within(std::size_t begin, double left) const {
    const std::size_t end = std::min(begin + block_, zones_);
    std::size_t found = begin;
    for (std::size_t z = begin; z < end; ++z) {
      const double w = weight_(z);
      if (w <= 0.0) continue;
      found = z;
      if (left < w) return z;
      left -= w;
    }
    return found;
  }

  Weight weight_;
  std::size_t zones_;
  std::size_t block_;
  std::array<double, max_blocks> sums_;
  double total_ = 0.0;
};

}  // namespace mingle
