// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// Integer counts, zones x columns, row-major (a zone's counts are adjacent).
/// Columns are groups, tenures, or anything else that is counted by zone.
class ZoneCounts {
 public:
  ZoneCounts() = default;
  ZoneCounts(std::size_t zones, std::size_t columns)
      : columns_{columns}, values_(zones * columns) {}

  std::size_t zones() const {
    return columns_ == 0 ? 0 : values_.size() / columns_;
  }
  std::size_t columns() const { return columns_; }

  std::int32_t& at(ZoneId zone, std::size_t column) {
    return values_[zone.index() * columns_ + column];
  }
  std::int32_t at(ZoneId zone, std::size_t column) const {
    return values_[zone.index() * columns_ + column];
  }
  std::span<std::int32_t> row(ZoneId zone) {
    return {values_.data() + zone.index() * columns_, columns_};
  }
  std::span<const std::int32_t> row(ZoneId zone) const {
    return {values_.data() + zone.index() * columns_, columns_};
  }
  std::span<std::int32_t> values() { return values_; }
  std::span<const std::int32_t> values() const { return values_; }

  std::int64_t zone_total(ZoneId zone) const;
  std::int64_t column_total(std::size_t column) const;
  std::int64_t total() const;

  bool operator==(const ZoneCounts&) const = default;

 private:
  std::size_t columns_ = 0;
  std::vector<std::int32_t> values_;
};

/// Persons or households by zone and group.
using GroupCounts = ZoneCounts;

}  // namespace mingle
