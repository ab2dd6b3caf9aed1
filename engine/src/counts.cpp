// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/counts.h>

namespace mingle {

std::int64_t ZoneCounts::zone_total(ZoneId zone) const {
  std::int64_t total = 0;
  for (const std::int32_t count : row(zone)) total += count;
  return total;
}

std::int64_t ZoneCounts::column_total(std::size_t column) const {
  std::int64_t total = 0;
  for (std::size_t i = column; i < values_.size(); i += columns_) {
    total += values_[i];
  }
  return total;
}

std::int64_t ZoneCounts::total() const {
  std::int64_t total = 0;
  for (const std::int32_t count : values_) total += count;
  return total;
}

}  // namespace mingle
