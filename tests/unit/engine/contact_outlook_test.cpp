// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/contact/outlook.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

test::SmallContactWorld begun() {
  auto made = test::make_small_contact_world({.authorities = 2});
  Stepper{made.housing, made.world, 4}.begin(made.homes, made.state);
  return made;
}

/// Tolerance of a person towards those it could have as neighbours.
double tolerance_of(const test::SmallContactWorld& made, std::size_t row) {
  const std::size_t own = made.world.broad[made.homes.persons.groups[row]];
  std::array<double, max_broad> people{};
  for (std::size_t i = 0; i < made.homes.households.size(); ++i) {
    if (!made.homes.households.is_housed(HouseholdId{i})) continue;
    housing::for_members(made.homes, HouseholdId{i}, [&](PersonId person) {
      ++people[made.world.broad[made.homes.persons.groups[person.index()]]];
    });
  }
  const AttitudeRules& rules = made.world.rules.attitudes;
  double sum = 0;
  double all = 0;
  for (std::size_t b = 0; b < max_broad; ++b) {
    if (b == own) continue;
    const double x = static_cast<double>(
        made.state.persons[row].attitude_to(slot_of_group(own, b)));
    sum += people[b] / (1 + std::exp(-rules.slope * x - rules.level));
    all += people[b];
  }
  return sum / all;
}

TEST(ContactOutlook, IsTheDistanceFromTheOwnGroupsMean) {
  const auto made = begun();
  Outlooks outlooks{made.world};
  outlooks.look(made.homes, made.state);
  std::array<double, max_broad> people{};
  std::array<double, max_broad> sum{};
  std::array<double, max_broad> squares{};
  const auto& households = made.homes.households;
  for (std::size_t i = 0; i < households.size(); ++i) {
    if (!households.is_housed(HouseholdId{i})) continue;
    const std::size_t row = households.first_member[i].index();
    const std::size_t own = made.world.broad[made.homes.persons.groups[row]];
    const double a = tolerance_of(made, row);
    people[own] += 1;
    sum[own] += a;
    squares[own] += a * a;
  }
  std::array<int, housing::outlook_count> seen{};
  for (std::size_t i = 0; i < households.size(); ++i) {
    if (!households.is_housed(HouseholdId{i})) continue;
    const PersonId person = households.first_member[i];
    const std::size_t row = person.index();
    const std::size_t own = made.world.broad[made.homes.persons.groups[row]];
    const double mean = sum[own] / people[own];
    const double sd = std::sqrt(squares[own] / people[own] - mean * mean);
    EXPECT_NEAR(outlooks.mean(own), mean, 1e-4);
    EXPECT_NEAR(outlooks.deviation(own), sd, 1e-4);
    const double z =
        std::min(2.0, std::max(-2.0, (tolerance_of(made, row) - mean) / sd));
    const int k = outlooks.of(made.homes, person);
    EXPECT_LE(std::abs(k - z), 0.5 + 1e-3);
    ++seen[static_cast<std::size_t>(k + housing::most_outlook)];
  }
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(ContactOutlook, OfPeopleWhoAreAllAlikeIsNone) {
  auto made = begun();
  for (Traits& traits : made.state.persons) traits.attitude.fill(17);
  Outlooks outlooks{made.world};
  outlooks.look(made.homes, made.state);
  for (std::size_t i = 0; i < made.homes.households.size(); ++i) {
    if (!made.homes.households.is_housed(HouseholdId{i})) continue;
    EXPECT_EQ(outlooks.of(made.homes, made.homes.households.first_member[i]),
              0);
  }
}

TEST(ContactOutlook, OfPeopleWhoAreNotKnownIsNone) {
  auto made = begun();
  Outlooks outlooks{made.world};
  EXPECT_EQ(outlooks.of(made.homes, PersonId{std::size_t{0}}), 0);
  outlooks.look(made.homes, made.state);
  made.state.persons[0].blank();
  EXPECT_EQ(outlooks.of(made.homes, PersonId{std::size_t{0}}), 0);
  EXPECT_EQ(outlooks.of(made.homes, PersonId{made.state.persons.size()}), 0);
}

/// Residents by zone after two years of moves and contact.
GroupCounts after(double effect, int threads, bool alike = false) {
  const Concurrency limit{threads};
  auto made = test::make_small_contact_world({.authorities = 2});
  made.world.rules.attitudes.choice = effect;
  housing::Stepper houses{made.housing, 5};
  Stepper people{made.housing, made.world, 5};
  people.begin(made.homes, made.state);
  Outlooks outlooks{made.world};
  for (int tick = 0; tick < 8; ++tick) {
    if (alike) {
      for (Traits& traits : made.state.persons) traits.attitude.fill(5);
    }
    outlooks.look(made.homes, made.state);
    houses.step(made.homes, &outlooks);
    people.step(made.homes, made.state);
  }
  return made.homes.residents;
}

TEST(ContactOutlook, ChangesWherePeopleLiveForAnyNumberOfThreads) {
  const GroupCounts residents = after(0.3, 1);
  for (const int threads : {2, 3, 7}) EXPECT_EQ(after(0.3, threads), residents);
  EXPECT_NE(after(0.0, 1), residents);
}

TEST(ContactOutlook, WithoutVarianceDoesNothing) {
  EXPECT_EQ(after(0.3, 2, true), after(0.0, 2, true));
}

}  // namespace
}  // namespace mingle::contact
