// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contact_reference.h"

#include <gtest/gtest.h>

namespace mingle::contact {
namespace {

/// Three acquaintances in two groups for every third person.
Adjustments introductions(const test::SmallContactWorld& made) {
  Adjustments levers;
  for (std::size_t row = 0; row < made.homes.persons.size(); row += 3) {
    PersonAdjustment each;
    each.person = PersonId{row};
    each.id = made.homes.persons.ids[row];
    each.weak_ties = {1, 2, 0, 0, 0};
    levers.persons.push_back(each);
  }
  return levers;
}

void expect_same_weak_ties(const test::SmallContactWorld& made,
                           const std::map<std::uint64_t, Numbers>& expected) {
  std::map<std::uint64_t, Numbers> is;
  for (const WeakTies& each : made.state.weak_ties) {
    const std::size_t own =
        made.world.broad[made.homes.persons.groups[each.person.index()]];
    for (std::size_t s = 0; s < slot_count; ++s) {
      is[each.id][group_of_slot(own, s)] = each.counts[s];
    }
  }
  for (const auto& [id, counts] : expected) EXPECT_EQ(is[id], counts);
  EXPECT_GT(is.size(), 20U);
}

TEST(ContactEquivalence, TheStepperDoesWhatIsWritten) {
  // Roles stand still, so that the first pass changes nothing.
  Rules rules = test::steady_contact_rules();
  rules.work.find_from_inactivity = rules.work.find_from_unemployment = 0;
  rules.work.student_end = 0;
  rules.participation.renewal = 0;
  rules.attitudes.pressure = 0.5;
  rules.attitudes.fairness = 0.4;
  rules.weak_ties = {.contacts = 0.5, .dissolution = 2};
  auto made = test::make_small_contact_world(
      {.authorities = 2, .zones = 4, .groups = 3, .households = 40}, rules);
  for (std::size_t z = 0; z < 8; ++z) {
    made.homes.service_pressure[z] = 0.1 * static_cast<double>(z) - 0.2;
  }
  for (std::size_t i = 0; i < made.homes.fairness.size(); ++i) {
    made.homes.fairness[i] = 0.15 * static_cast<double>(i);
  }
  Stepper people{made.housing, made.world, 21};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 3; ++tick) {
    const Adjustments levers = introductions(made);
    Reference reference{made, 21, levers};
    const std::vector<Traits> expected = reference.step();
    people.step(made.homes, made.state, levers);
    expect_same_weak_ties(made, reference.weak_ties());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Traits& is = made.state.persons[i];
      if (is == expected[i]) continue;
      ++wrong;
      for (std::size_t s = 0; s < slot_count; ++s) {
        EXPECT_NEAR(is.attitude[s], expected[i].attitude[s], 1);
        EXPECT_NEAR(is.anchor[s], expected[i].anchor[s], 1);
      }
    }
    // The stepper computes in floats: about 1e-6 of some 10 choices of a
    // person may fall on the other side of a limit.
    EXPECT_LE(wrong, 1 + expected.size() / 500) << "tick " << tick;
  }
}

}  // namespace
}  // namespace mingle::contact
