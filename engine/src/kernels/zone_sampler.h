// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace mingle {

/// Draws zones with probability proportional to the product of columns:
/// vacancies, distance decay and attraction, which a tilt may change. Works by
/// sums over fixed blocks of zones: no scratch memory, two short walks a draw.
/// The order of additions is fixed, so that the outcome is the same on any
/// processor.
class ZoneSampler {
 public:
  /// Each column has `zones` entries, >= 0; null stands for all ones.
  struct Columns {
    const double* vacant = nullptr;
    const double* decay = nullptr;
    const double* attraction = nullptr;
    const double* tilt = nullptr;  ///< only beside attraction
    /// Weight of a zone; the order of the products is part of the outcome.
    double weight(std::size_t zone) const {
      double weight = vacant[zone];
      if (decay != nullptr) weight *= decay[zone];
      if (attraction != nullptr) {
        weight *=
            tilt != nullptr ? attraction[zone] * tilt[zone] : attraction[zone];
      }
      return weight;
    }
  };

  ZoneSampler(std::size_t zones, const Columns& columns);

  double total() const { return total_; }

  /// @param u  in (0, 1)
  /// @returns  a zone of positive weight; total() must be positive.
  std::size_t pick(double u) const;

 private:
  static constexpr std::size_t min_block = 32;
  static constexpr std::size_t max_blocks = 512;

  std::size_t pick_within(std::size_t begin, double left) const;

  Columns columns_;
  std::size_t zones_;
  std::size_t block_;
  std::array<double, max_blocks> sums_;
  double total_ = 0.0;
};

}  // namespace mingle
