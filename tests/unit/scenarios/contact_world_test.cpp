// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// People who meet on the real zones of Bradford: fit of their roles, and the
// two figures that the equations of attitudes are calibrated to.
#include "housing/check_rules.h"

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/error.h>
#include <mingle/scenarios/build_contact_world.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/test_support/shared_data.h>

namespace mingle {
namespace {

struct Bradford {
  ResolvedScenario resolved;
  StudyArea area;
  BuiltHousingWorld homes;
  BuiltContactWorld people;

  explicit Bradford(const std::vector<CommandSetting>& settings = {})
      : resolved{read_scenario(
            test::source_folder() / "tests/studies/bradford_contact.toml",
            settings)},
        area{load_study(resolved.scenario)},
        homes{build_housing_world(resolved.scenario, area)},
        people{build_contact_world(resolved.scenario, area, homes)} {}

  contact::Measures seen() const {
    return contact::measure(
        homes.world, people.world, homes.start, people.start);
  }
};

TEST(ContactWorld, GivesBradfordTheRolesOfItsTables) {
  MINGLE_NEEDS_SHARED(shared);
  const Bradford made;
  ASSERT_EQ(made.people.fits.size(), 1U);
  const ContactFit& fit = made.people.fits[0];
  EXPECT_GE(fit.english_error, 0);
  EXPECT_LT(fit.english_error, 0.01);
  EXPECT_LT(fit.work_error, 0.02);
  EXPECT_LT(fit.qualification_error, 0.01);
  EXPECT_GT(fit.schools, 100U);
  EXPECT_GT(fit.outside_share, 0.05);
  EXPECT_LT(fit.outside_share, 0.6);
  EXPECT_NE(contact_fit_csv(made.people.fits)
                .find("E08000032,zone_by_in_work_approx_share_wrong"),
            std::string::npos);
}

/// 0a and 2.10 of the specification: contact and tolerance correlate by .12
/// to .30, and half a contact a day more for ten years warms by .05 to .25
/// SD. Of the correlation nearly all is selection.
TEST(ContactWorld, MeetsBothCalibrationTargetsTogether) {
  MINGLE_NEEDS_SHARED(shared);
  Bradford made;
  const double r = made.seen().contact_tolerance_all;
  RecordProperty("correlation", std::to_string(r));
  EXPECT_GT(r, 0.12);
  EXPECT_LT(r, 0.30);

  const housing::PersonTable& persons = made.homes.start.persons;
  const auto run = [&](bool more) {
    contact::State state = made.people.start;
    contact::Stepper stepper{made.homes.world, made.people.world, 1};
    contact::Adjustments levers;
    for (std::size_t i = 0; more && i < persons.size(); i += 8) {
      if (persons.age(PersonId{i}, 0) < housing::adult_age) continue;
      contact::PersonAdjustment each;
      each.person = PersonId{i};
      each.id = persons.ids[i];
      // Half a contact a day of full quality with each other group.
      each.contacts.fill(0.5F / 0.6F);
      levers.persons.push_back(each);
    }
    for (int tick = 0; tick < 40; ++tick) {
      stepper.step(made.homes.start, state, levers);
    }
    return state;
  };
  const contact::State with = run(true);
  const contact::State without = run(false);
  double difference = 0;
  double count = 0;
  for (std::size_t i = 0; i < persons.size(); i += 8) {
    if (persons.age(PersonId{i}, 0) < housing::adult_age) continue;
    for (std::size_t s = 0; s < contact::slot_count; ++s) {
      difference += static_cast<double>(with.persons[i].attitude_to(s) -
                                        without.persons[i].attitude_to(s));
      count += 1;
    }
  }
  RecordProperty("effect", std::to_string(difference / count));
  EXPECT_GT(difference / count, 0.05);
  EXPECT_LT(difference / count, 0.25);
}

TEST(ContactWorld, RefusesNetworksThatCannotBeDrawn) {
  contact::Rules rules;
  check_network(rules, 5, 1'000'000'000, 1.0);  // pools need nothing
  rules.settings.resolution = contact::Resolution::network;
  check_network(rules, 1, 500'000, 8e9);
  try {
    check_network(rules, 5, 500'000, 8e9);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.problems().front().key, "contact.resolution");
    EXPECT_EQ(error.problems().front().problem,
              "a contact network is drawn in one authority; the study has 5");
  }
  rules.settings.network_days = 90;
  try {
    check_network(rules, 1, 1'000'000, 2147483648.0);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.problems().front().problem,
              "the contacts of 1000000 people on 90 days need up to 13.9 GiB "
              "of memory; this machine has 2.0");
    EXPECT_EQ(error.problems().front().hint,
              "Lower contact.network_days, or write contact.resolution = "
              "\"pools\"");
  }
}

TEST(ContactWorld, WakingHoursAddUpToOne) {
  check_hours({});
  try {
    check_hours({.home = 0.45, .place = 0.25, .other = 0.2, .ties = 0.2});
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.problems().front().key, "contact.hours");
    EXPECT_EQ(error.problems().front().problem,
              "'contact.hours': the shares home, place, other and ties add up "
              "to 1.1 but must add up to 1");
  }
}

}  // namespace
}  // namespace mingle
