// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/id.h>
#include <mingle/engine/tenure.h>

namespace mingle {

/// Households as columns, one row each. A row without a dwelling is outside
/// the study: it left, or has not arrived yet. 21 bytes a row and one byte a
/// member.
struct HouseholdTable {
  std::vector<std::uint64_t> ids;     ///< persistent, for random draws
  std::vector<DwellingId> dwellings;  ///< none = outside the study
  std::vector<std::uint32_t> first_member;
  std::vector<std::uint8_t> sizes;          ///< members, 1..255
  std::vector<std::uint8_t> groups;         ///< group of the reference person
  std::vector<std::uint8_t> kinds;          ///< tenure and size class
  std::vector<std::uint16_t> authorities;   ///< where it lives or last lived
  std::vector<std::uint8_t> member_groups;  ///< reference person first

  std::size_t size() const { return ids.size(); }
  std::span<const std::uint8_t> members(HouseholdId household) const {
    return {member_groups.data() + first_member[household.index()],
            sizes[household.index()]};
  }
  bool is_housed(HouseholdId household) const {
    return dwellings[household.index()].exists();
  }
  /// Adds a row and returns it.
  HouseholdId add(std::uint64_t id,
                  DwellingId dwelling,
                  std::span<const std::uint8_t> members,
                  std::size_t kind,
                  AuthorityId authority);
  void reserve(std::size_t households, std::size_t persons);
  /// Memory of one row and its share of the members, bytes.
  double bytes_per_household() const;
};

}  // namespace mingle
