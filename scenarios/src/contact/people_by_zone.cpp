// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "people_by_zone.h"

#include <numeric>

#include <mingle/engine/housing/state_edits.h>

namespace mingle {

PeopleByZone::PeopleByZone(const BuiltHousingWorld& built) : built_{built} {
  const housing::State& homes = built.start;
  const auto zone_of = [&](std::size_t household) {
    return housing::zone_of(homes, HouseholdId{household}).index();
  };
  const std::size_t households = homes.households.size();
  first_.assign(built.world.base.zones.size() + 1, 0);
  for (std::size_t i = 0; i < households; ++i) {
    if (homes.households.is_housed(HouseholdId{i})) ++first_[zone_of(i) + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  households_.resize(first_.back());
  std::vector<std::size_t> next = first_;
  for (std::size_t i = 0; i < households; ++i) {
    if (!homes.households.is_housed(HouseholdId{i})) continue;
    households_[next[zone_of(i)]++] = static_cast<std::uint32_t>(i);
  }
}

std::vector<Candidate> PeopleByZone::of(std::size_t zone) const {
  const housing::State& homes = built_.start;
  std::vector<Candidate> people;
  for (std::size_t k = first_[zone]; k < first_[zone + 1]; ++k) {
    const std::size_t i = households_[k];
    housing::for_members(homes, HouseholdId{i}, [&](PersonId person) {
      const std::size_t row = person.index();
      people.push_back({homes.persons.ids[row],
                        row,
                        homes.persons.groups[row],
                        homes.persons.age(person, homes.tick),
                        homes.persons.sexes[row],
                        homes.households.social_classes[i],
                        homes.households.arrived[i] != housing::never});
    });
  }
  return people;
}

}  // namespace mingle
