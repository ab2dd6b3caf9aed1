// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <mingle/engine/parallel.h>

namespace mingle {

/// Kernels over zones x groups that are the same for whole people (the
/// engine's counts) and for fractional ones (the catalogue's tables).

/// Zones summed plainly before their sum enters the compensated total. Fixed,
/// so that results do not depend on the number of threads.
inline constexpr std::size_t block_zones = 128;

/// A zones x groups table of some number type, row-major.
template <class Count>
struct CountView {
  /// Sums are exact for whole people.
  using Sum =
      std::conditional_t<std::is_integral_v<Count>, std::int64_t, double>;

  std::span<const Count> values;
  std::size_t groups = 0;

  std::size_t zones() const { return groups == 0 ? 0 : values.size() / groups; }
  const Count* row(std::size_t zone) const {
    return values.data() + zone * groups;
  }
  Sum zone_total(std::size_t zone) const {
    Sum sum = 0;
    for (std::size_t g = 0; g < groups; ++g) sum += row(zone)[g];
    return sum;
  }
};

/// Sums `length` numbers over all zones: `add(zone, into, scratch)` adds one
/// zone's, with room for `groups` numbers to work in. Each block of zones is
/// summed plainly, and the blocks in order and with compensation.
template <class Count, class Add>
std::vector<double> sum_over_zones(const CountView<Count>& counts,
                                   std::size_t length,
                                   const Add& add) {
  const std::size_t stride = length + counts.groups;
  std::vector<double> parts(block_count(counts.zones(), block_zones) * stride);
  parallel_for_blocks(
      counts.zones(),
      block_zones,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        double* into = parts.data() + block * stride;
        for (std::size_t z = begin; z < end; ++z) add(z, into, into + length);
      });
  std::vector<CompensatedSum> sums(length);
  for (std::size_t first = 0; first < parts.size(); first += stride) {
    for (std::size_t i = 0; i < length; ++i) sums[i].add(parts[first + i]);
  }
  std::vector<double> out(length);
  for (std::size_t i = 0; i < length; ++i) out[i] = sums[i].value();
  return out;
}

/// 1/total of each group; NaN where the group is absent, so that everything
/// computed from it is undefined too.
inline std::vector<double> reciprocals(std::span<const double> totals) {
  std::vector<double> out;
  for (const double total : totals) {
    out.push_back(total > 0 ? 1.0 / total : undefined);
  }
  return out;
}

/// Half of each, no more than 1 in spite of rounding.
inline void halve(std::vector<double>& values) {
  for (double& value : values) value = std::min(0.5 * value, 1.0);
}

template <class Count>
std::vector<double> dissimilarity_of_pairs(const CountView<Count>& counts,
                                           std::span<const double> totals) {
  const std::size_t groups = counts.groups;
  const std::vector<double> scale = reciprocals(totals);
  const auto add = [&](std::size_t zone, double* into, double* shares) {
    const Count* row = counts.row(zone);
    for (std::size_t g = 0; g < groups; ++g) shares[g] = row[g] * scale[g];
    for (std::size_t a = 0; a < groups; ++a) {
      const double share = shares[a];
      double* line = into + a * groups;
      for (std::size_t b = 0; b < groups; ++b) {
        line[b] += std::abs(share - shares[b]);
      }
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups * groups, add);
  halve(out);
  return out;
}

template <class Count>
std::vector<double> exposure_of_pairs(const CountView<Count>& counts,
                                      std::span<const double> totals) {
  const std::size_t groups = counts.groups;
  const std::vector<double> scale = reciprocals(totals);
  const auto add = [&](std::size_t zone, double* into, double* met) {
    const auto people = static_cast<double>(counts.zone_total(zone));
    if (people == 0) return;
    const Count* row = counts.row(zone);
    const double per_person = 1.0 / people;
    for (std::size_t g = 0; g < groups; ++g) met[g] = row[g] * per_person;
    for (std::size_t a = 0; a < groups; ++a) {
      const double here = row[a];
      double* line = into + a * groups;
      for (std::size_t b = 0; b < groups; ++b) line[b] += here * met[b];
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups * groups, add);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] *= scale[i / groups];
  return out;
}

}  // namespace mingle
