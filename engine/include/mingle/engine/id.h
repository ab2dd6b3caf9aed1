// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace mingle {

/// Typed 32-bit row number in a table, or "none".
///
/// Ids of different tables do not mix and have no arithmetic. A default
/// constructed id is none.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : index_{index} {}
  constexpr explicit Id(std::size_t index)
      : index_{static_cast<std::uint32_t>(index)} {}

  /// Row number; meaningless when the id is none.
  constexpr std::size_t index() const { return index_; }
  constexpr std::uint32_t value() const { return index_; }
  constexpr bool exists() const { return index_ != none_value; }

  constexpr auto operator<=>(const Id&) const = default;

  static constexpr std::uint32_t none_value =
      std::numeric_limits<std::uint32_t>::max();

 private:
  std::uint32_t index_ = none_value;
};

/// A small area (an LSOA by default).
using ZoneId = Id<struct ZoneTag>;
/// A local authority of the study.
using AuthorityId = Id<struct AuthorityTag>;
/// A population group (one of the 19 Census 2021 ethnic groups by default).
using GroupId = Id<struct GroupTag>;
/// A row of the household table. Not the persistent id; see HouseholdTable.
using HouseholdId = Id<struct HouseholdTag>;
/// A row of the dwelling table.
using DwellingId = Id<struct DwellingTag>;

/// Vector that takes no index but its own id type.
template <class IdType, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(std::size_t size, const T& value = T{})
      : values_(size, value) {}
  explicit IdVector(std::vector<T> values) : values_{std::move(values)} {}

  T& operator[](IdType id) { return values_[id.index()]; }
  const T& operator[](IdType id) const { return values_[id.index()]; }
  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  void push_back(const T& value) { values_.push_back(value); }
  void resize(std::size_t size, const T& value = T{}) {
    values_.resize(size, value);
  }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::span<T> span() { return values_; }
  std::span<const T> span() const { return values_; }
  bool operator==(const IdVector&) const = default;

 private:
  std::vector<T> values_;
};

}  // namespace mingle
