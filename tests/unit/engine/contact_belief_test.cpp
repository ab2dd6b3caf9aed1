// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Levers that act on people by way of what the housing system remembers.
#include "lever_town.h"

#include <gtest/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

using Made = test::SmallContactWorld;

/// A town whose services were made for half of its people, after two years
/// with a lever that acts through what housing remembers.
Made lived(const Rules& rules, levers::Mechanism mechanism, double value) {
  Made made = test::make_small_contact_world(
      {.authorities = 2, .zones = 4, .households = 120}, rules);
  for (std::size_t z = 0; z < made.housing.base.zones.size(); ++z) {
    made.homes.capacity.push_back(static_cast<std::int32_t>(
        made.homes.residents.zone_total(ZoneId{z}) / 2));
  }
  made.housing.rules.perceived.service_exits = 0;  // who moves is not asked
  levers::Plan plan;
  if (value != 0) {
    plan.levers = {with_effect(levers::everybody(), mechanism, value)};
  }
  levers::Levers pulled{plan, made.housing, 3};
  pulled.start(0);
  housing::Stepper houses{made.housing, 3};
  Stepper people{made.housing, made.world, 3};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 8; ++tick) {
    if (!plan.empty()) pulled.begin(made.homes, nullptr);
    houses.step(made.homes);
    people.step(made.homes, made.state);
  }
  return made;
}

struct Felt {
  double attitude = 0;  ///< mean, SD
  double taking_part = 0;
};
Felt felt_in(const Made& made) {
  Felt felt;
  double people = 0;
  double adults = 0;
  for (std::size_t h = 0; h < made.homes.households.size(); ++h) {
    if (!made.homes.households.is_housed(HouseholdId{h})) continue;
    housing::for_members(made.homes, HouseholdId{h}, [&](PersonId person) {
      const Traits& traits = made.state.persons[person.index()];
      const int age = made.homes.persons.age(person, made.homes.tick);
      if (age >= housing::adult_age) {
        adults += 1;
        felt.taking_part += traits.participates() ? 1 : 0;
      }
      if (age < secondary_age) return;
      people += 1;
      felt.attitude += static_cast<double>(traits.attitude_to(0));
    });
  }
  return {felt.attitude / people, felt.taking_part / adults};
}

TEST(ContactLevers, ServicesRelieveThreat) {
  const auto mechanism = levers::Mechanism::services;
  Rules rules = test::steady_contact_rules();
  rules.attitudes.pressure = 1;
  const Felt with = felt_in(lived(rules, mechanism, 0.9));
  const Felt without = felt_in(lived(rules, mechanism, 0));
  EXPECT_GT(with.attitude, without.attitude + 0.05);
  rules.attitudes.pressure = 0;
  EXPECT_EQ(lived(rules, mechanism, 0.9).state.persons,
            lived(rules, mechanism, 0).state.persons);
}

TEST(ContactLevers, TransparencyOfLettingsActsThroughFairness) {
  const auto mechanism = levers::Mechanism::fairness;
  Rules rules = test::steady_contact_rules();
  rules.attitudes.fairness = 0.5;
  rules.participation.fairness = 2;
  rules.participation.renewal = 2;
  const Felt with = felt_in(lived(rules, mechanism, 0.4));
  const Felt without = felt_in(lived(rules, mechanism, 0));
  EXPECT_GT(with.attitude, without.attitude + 0.05);
  EXPECT_GT(with.taking_part, without.taking_part + 0.03);
  rules.attitudes.fairness = rules.participation.fairness = 0;
  EXPECT_EQ(lived(rules, mechanism, 0.4).state.persons,
            lived(rules, mechanism, 0).state.persons);
}

}  // namespace
}  // namespace mingle::contact
