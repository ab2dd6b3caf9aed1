// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/contact/network.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

/// The network of persons and the pools agree in expectation: over 20 days,
/// for each pair of groups in each setting.
TEST(ContactNetwork, AgreesWithThePoolsInExpectation) {
  auto made = test::make_small_contact_world(
      {.zones = 16, .groups = 3, .households = 100});
  Stepper people{made.housing, made.world, 5};
  people.begin(made.homes, made.state);
  people.step(made.homes, made.state);
  constexpr int days = 20;
  std::array<GroupMatrix, setting_count> seen{};
  double degrees = 0;
  std::size_t persons = 0;
  for (int day = 0; day < days; ++day) {
    const ContactNetwork network =
        draw_network(made.housing,
                     made.world,
                     made.homes,
                     made.state,
                     AuthorityId{0U},
                     static_cast<std::uint64_t>(day));
    persons = network.size();
    degrees += static_cast<double>(network.targets.size()) / days;
    for (std::size_t k = 0; k < setting_count; ++k) {
      const GroupMatrix met = network.contacts(static_cast<Setting>(k));
      for (std::size_t i = 0; i < met.size(); ++i) seen[k][i] += met[i] / days;
    }
  }
  EXPECT_EQ(persons, made.homes.persons.size());
  double expected_degrees = 0;
  for (const Setting setting : {Setting::neighbourhood,
                                Setting::school,
                                Setting::work,
                                Setting::venue}) {
    const GroupMatrix expected =
        contacts_in(made.world, made.state.pools, setting);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expected_degrees += expected[i];
      // Counts of a pair are rounded pool by pool, of which there are under
      // 600: an error of 0.5 sqrt(600 / days) a pair, twice where both ends
      // are of the group, and four times that for safety.
      EXPECT_NEAR(seen[static_cast<std::size_t>(setting)][i],
                  expected[i],
                  4 * std::sqrt(600.0 / days))
          << name_of(setting) << ' ' << i;
    }
  }
  EXPECT_NEAR(degrees, expected_degrees, 0.005 * expected_degrees);
}

}  // namespace
}  // namespace mingle::contact
