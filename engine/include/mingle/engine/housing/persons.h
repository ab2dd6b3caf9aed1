// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// A row of the person table.
using PersonId = Id<struct PersonTag>;

}  // namespace mingle

namespace mingle::housing {

enum class Sex : std::uint8_t { female, male };

/// Persons as columns, one row each; 16 bytes. Members of a household are a
/// list: the reference person first, then `next`. A row without a household
/// is free, to be used again by the next birth or arrival.
struct PersonTable {
  std::vector<std::uint64_t> ids;  ///< persistent, for random draws
  std::vector<PersonId> next;      ///< next member of the household
  std::vector<std::int16_t> born;  ///< tick of birth; negative before 0
  std::vector<std::uint8_t> groups;
  std::vector<Sex> sexes;
  std::vector<PersonId> free;  ///< rows to use again, last one first
  /// Rows that got a person since the last step began, if that is wanted:
  /// for those who keep columns of their own beside these.
  std::vector<PersonId> added;
  bool logs_added = false;

  std::size_t size() const { return ids.size(); }
  void resize(std::size_t rows);
  void reserve(std::size_t rows);
  /// Memory of a row, bytes.
  double bytes_per_row() const;
  /// Completed years at a tick (quarter).
  int age(PersonId person, int tick) const {
    return (tick - born[person.index()]) / ticks_per_year;
  }
  static constexpr int ticks_per_year = 4;
};

inline constexpr int adult_age = 18;
inline constexpr int pension_age = 65;

}  // namespace mingle::housing
