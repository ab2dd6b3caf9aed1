// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/assert.h>
#include <mingle/engine/households.h>

namespace mingle {

HouseholdId HouseholdTable::add(std::uint64_t id,
                                DwellingId dwelling,
                                std::span<const std::uint8_t> members,
                                std::size_t kind,
                                AuthorityId authority) {
  MINGLE_EXPECT(!members.empty() && members.size() <= 255);
  const HouseholdId household{ids.size()};
  ids.push_back(id);
  dwellings.push_back(dwelling);
  first_member.push_back(static_cast<std::uint32_t>(member_groups.size()));
  sizes.push_back(static_cast<std::uint8_t>(members.size()));
  groups.push_back(members.front());
  kinds.push_back(static_cast<std::uint8_t>(kind));
  authorities.push_back(static_cast<std::uint16_t>(authority.index()));
  member_groups.insert(member_groups.end(), members.begin(), members.end());
  return household;
}

void HouseholdTable::reserve(std::size_t households, std::size_t persons) {
  ids.reserve(households);
  dwellings.reserve(households);
  first_member.reserve(households);
  sizes.reserve(households);
  groups.reserve(households);
  kinds.reserve(households);
  authorities.reserve(households);
  member_groups.reserve(persons);
}

double HouseholdTable::bytes_per_household() const {
  if (ids.empty()) return 0;
  const std::size_t row = sizeof ids[0] + sizeof dwellings[0] +
                          sizeof first_member[0] + sizeof sizes[0] +
                          sizeof groups[0] + sizeof kinds[0] +
                          sizeof authorities[0];
  return static_cast<double>(row) + static_cast<double>(member_groups.size()) /
                                        static_cast<double>(ids.size());
}

}  // namespace mingle
