// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// To whom levers give places.
#include "lever_town.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace mingle::levers {
namespace {

/// Whom the only lever of a plan reaches in the first tick.
std::vector<Participant> reached_first(const PlannedLever& lever) {
  auto [world, state] = town();
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  levers.begin(state, nullptr);
  return levers.actions()[0].reached;
}

TEST(LeverPlaces, ReachThoseOfTheTargetAndNoOthers) {
  PlannedLever lever = everybody();
  lever.persons = over(Field::age, Kind::between, 16, 17);
  const auto people = reached_first(lever);
  EXPECT_EQ(people.size(), persons_aged(16, 17));
  EXPECT_GT(people.size(), 5U);
  const auto [world, state] = town();
  for (const Participant& one : people) {
    EXPECT_GE(state.persons.age(one.person, 0), 16);
    EXPECT_LE(state.persons.age(one.person, 0), 17);
    EXPECT_EQ(state.persons.ids[one.person.index()], one.id);
    EXPECT_EQ(housing::zone_of(state, one.household), one.zone);
  }
}

TEST(LeverPlaces, CoverageIsAShareRoundedAtRandom) {
  PlannedLever lever = everybody();
  lever.coverage = 0.1;
  const double all = static_cast<double>(persons_aged(0, 200));
  const auto count = static_cast<double>(reached_first(lever).size());
  EXPECT_NEAR(count, 0.1 * all, 1.0);
}

TEST(LeverPlaces, MoreCoverageReachesTheSameAndMore) {
  PlannedLever lever = everybody();
  lever.coverage = 0.1;
  const auto few = ids_of(reached_first(lever));
  lever.coverage = 0.3;
  const auto many = ids_of(reached_first(lever));
  EXPECT_GT(many.size(), few.size());
  EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST(LeverPlaces, TakeUpIsAShareOfThoseOffered) {
  PlannedLever lever = everybody();
  lever.take_up = 0.6;
  const double all = static_cast<double>(persons_aged(0, 200));
  const auto count = static_cast<double>(reached_first(lever).size());
  // Five standard deviations of a binomial.
  EXPECT_NEAR(count, 0.6 * all, 5 * std::sqrt(all * 0.24));
}

TEST(LeverPlaces, OwnStreamsReachOtherPeople) {
  PlannedLever lever = everybody();
  lever.coverage = 0.1;
  const auto one = ids_of(reached_first(lever));
  lever.stream = 8;
  EXPECT_NE(ids_of(reached_first(lever)), one);
}

TEST(LeverPlaces, GroupsAreaAndConditionOfZones) {
  PlannedLever lever = everybody();
  lever.groups = {0, 1, 0};
  lever.zones = over(Field::imd_decile, Kind::at_most, 5);
  const auto [world, state] = town();
  lever.areas.assign(world.base.zones.size(), 1);
  lever.areas[0] = 0;
  const auto people = reached_first(lever);
  EXPECT_FALSE(people.empty());
  for (const Participant& one : people) {
    EXPECT_EQ(state.persons.groups[one.person.index()], 1);
    EXPECT_LE(world.quality[one.zone.index()], 5);
    EXPECT_NE(one.zone, ZoneId{0U});
  }
}

TEST(LeverPlaces, ThoseNotReachedYetComeFirst) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.schedule = Schedule::quarter;
  lever.coverage = 1;  // a quarter of them each quarter
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::set<std::uint64_t> seen;
  for (int tick = 0; tick < 4; ++tick) {
    levers.begin(state, nullptr);
    for (const std::uint64_t id : ids_of(levers.actions()[0].reached)) {
      EXPECT_TRUE(seen.insert(id).second) << tick;
    }
    ++state.tick;
  }
  const auto all = static_cast<double>(persons_aged(0, 200));
  EXPECT_NEAR(static_cast<double>(seen.size()), all, 4.0);
}

TEST(LeverPlaces, PlacesLastForTheirDuration) {
  auto [world, state] = town();
  PlannedLever lever = everybody();
  lever.duration = 2;
  lever.coverage = 0.2;
  const Plan plan{.levers = {lever}};
  Levers levers{plan, world, 1};
  levers.start(0);
  std::vector<std::size_t> enrolled;
  for (; state.tick < 4; ++state.tick) {
    levers.begin(state, nullptr);
    enrolled.push_back(levers.actions()[0].enrolled.size());
  }
  EXPECT_GT(enrolled[0], 0U);
  EXPECT_EQ(enrolled[1], enrolled[0]);
  EXPECT_EQ(enrolled[2], 0U);
}

}  // namespace
}  // namespace mingle::levers
