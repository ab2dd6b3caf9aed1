// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/indices/people_table.h>
#include <mingle/engine/random.h>

namespace mingle {

/// A table in whole units (people or households), and what a unit weighs.
class UnitTable {
 public:
  /// @param sizes  persons per household of each zone; empty for people
  UnitTable(const PeopleTable& people, std::span<const double> sizes);

  /// Labels of the first `mobile` groups shuffled over all zones.
  PeopleTable relabelled(std::size_t mobile, const DrawAddress& address) const;
  /// Labels of the first `mobile` groups drawn from their shares.
  PeopleTable evened(std::size_t mobile, const DrawAddress& address) const;
  /// As many units drawn with replacement over all cells.
  PeopleTable resampled(const DrawAddress& address) const;

 private:
  PeopleTable as_people(const std::vector<std::int64_t>& units) const;

  std::size_t zones_ = 0;
  std::size_t groups_ = 0;
  std::vector<std::int64_t> units_;
  std::vector<double> sizes_;
};

/// Rows drawn with replacement, or shuffled.
std::vector<std::size_t> resampled_rows(std::size_t zones,
                                        const DrawAddress& address);
std::vector<std::size_t> shuffled_rows(std::size_t zones,
                                       const DrawAddress& address);

/// The value below which a share `level` of sorted values lies, by linear
/// interpolation; NaN for none.
double quantile(std::span<const double> sorted, double level);

struct MeanAndSpread {
  double mean = 0;
  double sd = 0;
};
MeanAndSpread mean_and_spread(std::span<const double> values);

}  // namespace mingle
