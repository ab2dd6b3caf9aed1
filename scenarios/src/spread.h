// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/random.h>

namespace mingle {

/// What the unevenness of a category is measured against.
enum class SpreadReference {
  first_category,  ///< D between the category and category 0
  everyone_else    ///< D between the category and all the others together
};

/// Counts of several categories that are to be spread over zones unevenly.
/// Category k is placed in proportion to exp(strength_k * field_k), with
/// margins fitted by iterative proportional fitting and strengths solved so
/// that D meets its target.
struct Spread {
  std::vector<double> zone_totals;          ///< wanted size of each zone
  std::vector<std::int64_t> totals;         ///< of each category, exact
  std::vector<std::vector<double>> fields;  ///< category x zone, no unit
  std::vector<double> targets;  ///< D of each category in (0, 1); NaN = none
  /// A category without target takes the mean strength of the targeted ones
  /// of its family, or of all where its family has none.
  std::vector<int> families;
  SpreadReference reference = SpreadReference::first_category;
};

/// Zone x category counts. Category totals are exact; zones come out within
/// half the number of categories of `zone_totals`.
/// @param address  where the roundings draw from; `step` counts categories.
ZoneCounts spread_counts(const Spread& spread, DrawAddress address);

/// Whole numbers in proportion to `weights` that sum to `total`: differences
/// of the rounded running sum, so each is within 1 of its share.
/// @param offset  in [0, 1); where the first rounding falls.
std::vector<std::int64_t> rounded_shares(std::span<const double> weights,
                                         std::int64_t total,
                                         double offset);

/// Numbers in proportion to `weights`, kept within `low` and `high`, that sum
/// to `total`.
/// @throws std::invalid_argument when the bounds do not allow the total.
std::vector<double> shares_within(std::span<const double> weights,
                                  std::span<const double> low,
                                  std::span<const double> high,
                                  double total);

/// Index of dissimilarity between two columns of counts or weights.
double dissimilarity_between(std::span<const double> a,
                             std::span<const double> b);

}  // namespace mingle
