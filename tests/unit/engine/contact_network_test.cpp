// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/network.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

test::SmallContactWorld town(Resolution resolution = Resolution::pools) {
  Rules rules = test::steady_contact_rules();
  rules.settings.resolution = resolution;
  auto made = test::make_small_contact_world(
      {.zones = 16, .groups = 3, .households = 100}, rules);
  return made;
}

ContactNetwork network_of(const test::SmallContactWorld& made, int days) {
  return draw_network(made.housing,
                      made.world,
                      made.homes,
                      made.state,
                      AuthorityId{std::size_t{0}},
                      7,
                      days);
}

/// The network of persons and the pools agree in expectation: over 20 days,
/// for each pair of groups in each setting.
TEST(ContactNetwork, AgreesWithThePoolsInExpectation) {
  auto made = town();
  Stepper people{made.housing, made.world, 5};
  people.begin(made.homes, made.state);
  people.step(made.homes, made.state);
  constexpr int days = 20;
  const ContactNetwork network = network_of(made, days);
  EXPECT_EQ(network.size(), made.homes.persons.size());
  double expected_degrees = 0;
  for (const Setting setting : {Setting::neighbourhood,
                                Setting::school,
                                Setting::work,
                                Setting::venue}) {
    const GroupMatrix seen = network.contacts(setting);
    const GroupMatrix expected =
        contacts_in(made.world, made.state.pools, setting);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expected_degrees += expected[i];
      // Meetings of a pair of groups are rounded pool by pool, of which there
      // are under 600, once for all days: half a meeting each. Who is alone
      // with its group in a pool meets nobody of it: under 1% of contacts.
      EXPECT_NEAR(seen[i],
                  expected[i],
                  4 * 0.5 * std::sqrt(600.0) / days + 0.01 * expected[i])
          << name_of(setting) << ' ' << i;
    }
  }
  EXPECT_NEAR(static_cast<double>(network.targets.size()) / days,
              expected_degrees,
              0.01 * expected_degrees);
}

TEST(ContactNetwork, IsSymmetricWithoutLoopsAndTheSameOnAnyThreads) {
  auto made = town();
  Stepper{made.housing, made.world, 5}.begin(made.homes, made.state);
  const ContactNetwork network = network_of(made, 2);
  std::vector<std::int64_t> ends(network.size());
  for (std::uint32_t row = 0; row < network.size(); ++row) {
    for (const std::uint32_t other : network.of(row)) {
      EXPECT_NE(other, row);
      ends[row] += other;
      ends[other] -= row;
    }
  }
  std::int64_t lost = 0;
  for (const std::int64_t end : ends) lost += end;
  EXPECT_EQ(lost, 0);
  for (const int threads : {1, 2, 3, 7}) {
    const Concurrency limit{threads};
    const ContactNetwork again = network_of(made, 2);
    EXPECT_EQ(again.targets, network.targets) << threads;
    EXPECT_EQ(again.settings, network.settings) << threads;
  }
}

/// A triangle with a tail, and somebody alone; one pair met twice.
TEST(ContactNetwork, IsMeasuredAsAGraph) {
  ContactNetwork network;
  for (std::uint32_t i = 0; i < 5; ++i) network.people.emplace_back(i);
  network.groups = {0, 0, 1, 1, 1};
  network.offsets = {0, 3, 6, 9, 10, 10};
  network.targets = {1, 1, 2, 0, 0, 2, 0, 1, 3, 2};
  network.settings.assign(10, Setting::work);
  network.days = 2;
  const NetworkMeasures seen = measure_network(network);
  EXPECT_DOUBLE_EQ(seen.people, 5);
  EXPECT_DOUBLE_EQ(seen.mean_degree, 1);  // ten ends, two days, five people
  EXPECT_DOUBLE_EQ(seen.acquaintances, 8.0 / 5);
  EXPECT_DOUBLE_EQ(seen.components, 2);
  EXPECT_DOUBLE_EQ(seen.largest_component, 0.8);
  // 1 for two corners of the triangle, 1/3 for the third, 0 for two.
  EXPECT_DOUBLE_EQ(seen.clustering, (1 + 1 + 1.0 / 3) / 5);
  // Six of ten ends within groups; each group has 6 and 4 of the ends.
  const double chance = 0.36 + 0.16;
  EXPECT_NEAR(seen.assortativity, (0.6 - chance) / (1 - chance), 1e-12);
  EXPECT_DOUBLE_EQ(seen.contacts[0], 4.0 / 2 / 2);
  EXPECT_DOUBLE_EQ(seen.contacts[max_broad], 2.0 / 2 / 3);
  EXPECT_DOUBLE_EQ(measure_network({}).components, 0);
}

Measures lived_on(Resolution resolution, int threads, State* last = nullptr) {
  const Concurrency limit{threads};
  auto made = town(resolution);
  Stepper people{made.housing, made.world, 5};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 16; ++tick) people.step(made.homes, made.state);
  const Measures seen =
      measure(made.housing, made.world, made.homes, made.state);
  if (last != nullptr) *last = std::move(made.state);
  return seen;
}

/// Four years on drawn contacts end where four years on their means do.
TEST(ContactNetwork, LeadsToWhatThePoolsLeadToInExpectation) {
  const Measures pools = lived_on(Resolution::pools, 1);
  const Measures network = lived_on(Resolution::network, 1);
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      const std::size_t at = a * max_broad + b;
      // Chances of ties are concave in contact: some 2% fewer begin.
      EXPECT_NEAR(
          network.ties[at], pools.ties[at], 0.03 * pools.ties[at] + 0.05);
      if (a == b) continue;
      // Means of some 1,300 people who drift apart by about .3 SD: four
      // standard errors of a difference.
      EXPECT_NEAR(network.attitude[at], pools.attitude[at], 0.045);
      EXPECT_NEAR(network.attitude_sd[at], pools.attitude_sd[at], 0.06);
    }
    EXPECT_NEAR(network.cross_tie[a], pools.cross_tie[a], 0.03);
  }
}

TEST(ContactNetwork, StepsTheSameForAnyNumberOfThreads) {
  State alone;
  lived_on(Resolution::network, 1, &alone);
  for (const int threads : {2, 3, 7}) {
    State state;
    lived_on(Resolution::network, threads, &state);
    EXPECT_EQ(state.persons, alone.persons) << threads;
  }
  State pools;
  lived_on(Resolution::pools, 1, &pools);
  EXPECT_NE(pools.persons, alone.persons);
}

TEST(ContactNetwork, IsOfOneAuthority) {
  auto made = test::make_small_contact_world({.authorities = 2});
  contact::World world;
  world.rules.settings.resolution = Resolution::network;
  EXPECT_THROW(index_world(made.housing, world), std::invalid_argument);
}

}  // namespace
}  // namespace mingle::contact
