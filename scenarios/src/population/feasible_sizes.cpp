// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_table.h"
#include "rounding.h"

#include <algorithm>

namespace mingle {
namespace {

constexpr std::size_t largest = size_class_count - 1;

/// Persons left for households of 4 and more once the others are filled.
std::int64_t left_for_largest(std::span<const std::int32_t> sizes,
                              std::int64_t persons) {
  for (std::size_t s = 0; s < largest; ++s) {
    persons -= std::int64_t{sizes[s]} * static_cast<std::int64_t>(s + 1);
  }
  return persons;
}

/// @returns whether households had to change size
bool make_feasible(std::span<std::int32_t> sizes, std::int64_t persons) {
  bool shifted = false;
  const auto shortage = [&] {
    return std::int64_t{sizes[largest]} * 4 > left_for_largest(sizes, persons);
  };
  for (std::size_t s = largest; s > 0; --s) {
    while (sizes[s] > 0 && shortage()) {
      --sizes[s];
      ++sizes[s - 1];
      shifted = true;
    }
  }
  // Persons without a household of 4 or more to live in: the largest household
  // grows until it is one, or until nobody is left.
  while (sizes[largest] == 0 && left_for_largest(sizes, persons) > 0) {
    std::size_t s = largest;
    while (s > 0 && sizes[s] == 0) --s;
    if (sizes[s] == 0) break;  // no household at all
    --sizes[s];
    ++sizes[s + 1];
    shifted = true;
  }
  return shifted;
}

}  // namespace

ZoneCounts feasible_sizes(const AuthorityTables& tables,
                          const GroupCounts& in_households,
                          std::vector<std::size_t>& shifted) {
  ZoneCounts sizes{tables.size.zones(), size_class_count};
  for (std::size_t z = 0; z < sizes.zones(); ++z) {
    const ZoneId zone{z};
    const auto published = tables.size.row(zone);
    const std::vector<double> weights(published.begin(), published.end());
    const auto raked = share_out(tables.tenure.zone_total(zone), weights);
    std::copy(raked.begin(), raked.end(), sizes.row(zone).begin());
    if (make_feasible(sizes.row(zone), in_households.zone_total(zone))) {
      shifted.push_back(z);
    }
  }
  return sizes;
}

}  // namespace mingle
