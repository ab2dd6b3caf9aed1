// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

test::SmallContactWorld small(std::size_t authorities = 2) {
  return test::make_small_contact_world({.authorities = authorities});
}

TEST(ContactStep, KeepsUpWithTheRowsOfHousing) {
  auto made = small();
  housing::Stepper houses{made.housing, 4};
  Stepper people{made.housing, made.world, 4};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 16; ++tick) {
    houses.step(made.homes);
    people.step(made.homes, made.state);
    for (std::size_t i = 0; i < made.homes.households.size(); ++i) {
      if (!made.homes.households.is_housed(HouseholdId{i})) continue;
      housing::for_members(made.homes, HouseholdId{i}, [&](PersonId person) {
        const Traits& traits = made.state.persons[person.index()];
        const int age = made.homes.persons.age(person, made.homes.tick);
        EXPECT_FALSE(traits.is_blank());
        const bool at_school =
            age >= first_school_age && age < housing::adult_age;
        const bool has_place = traits.place != no_place;
        EXPECT_EQ(at_school || traits.works(), has_place) << "age " << age;
        EXPECT_TRUE(age < secondary_age || traits.has_baseline());
      });
    }
  }
}

TEST(ContactStep, IsTheSameForAnyNumberOfThreads) {
  const auto run = [](int threads) {
    const Concurrency limit{threads};
    auto made = small(3);
    housing::Stepper houses{made.housing, 5};
    Stepper people{made.housing, made.world, 5};
    people.begin(made.homes, made.state);
    for (int tick = 0; tick < 8; ++tick) {
      houses.step(made.homes);
      people.step(made.homes, made.state);
    }
    const Measures seen =
        measure(made.housing, made.world, made.homes, made.state);
    return std::pair{std::move(made.state), seen};
  };
  const auto [alone, seen_alone] = run(1);
  for (const int threads : {2, 3, 7}) {
    const auto [state, seen] = run(threads);
    EXPECT_EQ(state.persons, alone.persons) << threads;
    EXPECT_EQ(state.trend.slope, alone.trend.slope) << threads;
    EXPECT_EQ(state.incidents.happened, alone.incidents.happened);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(seen.experienced[i], seen_alone.experienced[i]) << threads;
      EXPECT_EQ(seen.attitude_sd[1 + i], seen_alone.attitude_sd[1 + i]);
    }
    EXPECT_EQ(seen.zone_exposure, seen_alone.zone_exposure) << threads;
  }
}

TEST(ContactStep, MeetsAsOftenAsItIsMetAtTheStatedRates) {
  auto made = small();
  Stepper people{made.housing, made.world, 6};
  people.begin(made.homes, made.state);
  for (const Setting setting : {Setting::neighbourhood,
                                Setting::school,
                                Setting::work,
                                Setting::venue}) {
    const GroupMatrix met = contacts_in(made.world, made.state.pools, setting);
    double total = 0;
    for (std::size_t a = 0; a < max_broad; ++a) {
      for (std::size_t b = 0; b < max_broad; ++b) {
        total += met[a * max_broad + b];
        EXPECT_NEAR(met[a * max_broad + b],
                    met[b * max_broad + a],
                    1e-5 * (1 + met[a * max_broad + b]));
      }
    }
    EXPECT_GT(total, 0) << name_of(setting);
  }
  const Measures seen =
      measure(made.housing, made.world, made.homes, made.state);
  double people_all = 0;
  double around = 0;
  double ties = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    people_all += seen.people[a];
    for (std::size_t b = 0; b < 3; ++b) {
      around += seen.people[a] * seen.contacts[1][a * max_broad + b];
      ties += seen.people[a] * seen.ties[a * max_broad + b];
    }
  }
  double expected = 0;
  for (std::size_t i = 0; i < made.homes.persons.size(); ++i) {
    const Stage stage =
        stage_of(made.homes.persons.age(PersonId{i}, made.homes.tick));
    expected += made.world.rules.settings
                    .random_contacts[static_cast<std::size_t>(stage)];
  }
  EXPECT_NEAR(around, expected, 1e-6 * expected);
  // Mean ties of those aged 4 and over is 8: most of all people.
  EXPECT_NEAR(ties / people_all, 8, 1);
}

void hold_still(test::SmallContactWorld& made) {
  made.housing.rules = test::still_housing_rules(3);
  for (auto* rates : {&made.housing.leave_rates,
                      &made.housing.arrivals.from_uk,
                      &made.housing.arrivals.from_abroad}) {
    std::fill(rates->begin(), rates->end(), 0.0);
  }
}

TEST(ContactStep, DoesNotDriftWithoutChange) {
  auto made = test::make_small_contact_world(
      {.authorities = 2, .zones = 16, .households = 150},
      test::steady_contact_rules());
  hold_still(made);
  Stepper people{made.housing, made.world, 7};
  people.begin(made.homes, made.state);
  const Measures before =
      measure(made.housing, made.world, made.homes, made.state);
  for (int tick = 0; tick < 40; ++tick) people.step(made.homes, made.state);
  const Measures after =
      measure(made.housing, made.world, made.homes, made.state);
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      if (a == b) continue;
      const std::size_t at = a * max_broad + b;
      // Mean of some 4,000 people, whose deviations have an SD of about .35,
      // and who share some of their peers: 0.03 is over four standard errors.
      EXPECT_NEAR(after.attitude[at], before.attitude[at], 0.03);
      EXPECT_NEAR(after.attitude_sd[at], before.attitude_sd[at], 0.06);
      EXPECT_NEAR(
          after.ties[at], before.ties[at], 0.1 * before.ties[at] + 0.05);
    }
    EXPECT_NEAR(after.work[0][a], before.work[0][a], 0.03);
    EXPECT_NEAR(after.participation[a], before.participation[a], 0.03);
  }
}

/// Homes in which nobody lives any more.
TEST(ContactStep, StandsAnEmptyWorld) {
  auto made = small(1);
  for (std::size_t i = 0; i < made.homes.households.size(); ++i) {
    const HouseholdId household{i};
    if (!made.homes.households.is_housed(household)) continue;
    housing::vacate(
        made.housing, made.homes, household, housing::Cause::departure);
    housing::remove_with_members(made.homes, household);
  }
  Stepper nobody{made.housing, made.world, 1};
  nobody.begin(made.homes, made.state);
  for (int tick = 0; tick < 4; ++tick) nobody.step(made.homes, made.state);
  const Measures seen =
      measure(made.housing, made.world, made.homes, made.state);
  for (std::size_t g = 0; g < 3; ++g) {
    EXPECT_DOUBLE_EQ(seen.people[g], 0);
    EXPECT_TRUE(std::isnan(seen.experienced[g * max_broad + g]));
  }
}

/// A world of one group, one without schools and jobs, and one of one person.
TEST(ContactStep, HasLimits) {
  auto one_group = test::make_small_contact_world({.groups = 1});
  Stepper alike{one_group.housing, one_group.world, 1};
  alike.begin(one_group.homes, one_group.state);
  alike.step(one_group.homes, one_group.state);
  const Measures same = measure(
      one_group.housing, one_group.world, one_group.homes, one_group.state);
  EXPECT_NEAR(same.experienced[0], 1, 1e-6);
  EXPECT_DOUBLE_EQ(same.cross_tie_all, 0);
  EXPECT_TRUE(std::isnan(same.tolerance_all));

  auto idle = small(1);
  idle.state.schools = {};
  for (Traits& traits : idle.state.persons) {
    traits.set_employment(Employment::inactive);
  }
  idle.world.rules.work.find_from_inactivity = 0;
  Stepper home{idle.housing, idle.world, 1};
  home.begin(idle.homes, idle.state);
  for (int tick = 0; tick < 4; ++tick) home.step(idle.homes, idle.state);
  const Measures idle_seen =
      measure(idle.housing, idle.world, idle.homes, idle.state);
  EXPECT_DOUBLE_EQ(
      idle_seen.contacts[static_cast<std::size_t>(Setting::school)][0], 0);
  EXPECT_TRUE(std::isnan(idle_seen.schools[0].schools_information));
  EXPECT_GT(idle_seen.experienced[0], 0);

  auto one = test::make_small_contact_world(
      {.zones = 1, .groups = 1, .households = 1, .uniform = true});
  ASSERT_EQ(one.homes.persons.size(), 1U);
  Stepper lone{one.housing, one.world, 1};
  lone.begin(one.homes, one.state);
  for (int tick = 0; tick < 4; ++tick) lone.step(one.homes, one.state);
  EXPECT_DOUBLE_EQ(
      measure(one.housing, one.world, one.homes, one.state).people[0], 1);
}

}  // namespace
}  // namespace mingle::contact
