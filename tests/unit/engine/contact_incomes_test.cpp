// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/contact/incomes.h>
#include <mingle/engine/contact/measures.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

using Made = test::SmallContactWorld;

Made still(const Rules& rules) {
  const test::SmallWorld spec{.zones = 16, .households = 200};
  auto [housing, homes] = test::make_small_housing_world(
      spec, test::still_housing_rules(spec.groups));
  return test::as_contact_world(std::move(housing),
                                std::move(homes),
                                rules,
                                {.primary = 60, .secondary = 120});
}

double mean_income(const Made& made) {
  double sum = 0;
  double count = 0;
  for (std::size_t h = 0; h < made.homes.households.size(); ++h) {
    if (!made.homes.households.is_housed(HouseholdId{h})) continue;
    sum += made.homes.households.income(HouseholdId{h});
    count += 1;
  }
  return sum / count;
}

/// Standard deviation of log incomes.
double spread(const Made& made) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (std::size_t h = 0; h < made.homes.households.size(); ++h) {
    if (!made.homes.households.is_housed(HouseholdId{h})) continue;
    const double log = std::log(made.homes.households.income(HouseholdId{h}));
    sum += log;
    squares += log * log;
    count += 1;
  }
  return std::sqrt(squares / count - sum / count * (sum / count));
}

Measures seen_in(const Made& made) {
  return measure(made.housing, made.world, made.homes, made.state);
}

TEST(ContactIncomes, AreThoseGivenOnTheWholeAtTheStart) {
  Made made = still(test::steady_contact_rules());
  const double given = mean_income(made);
  Stepper people{made.housing, made.world, 3};
  people.begin(made.homes, made.state);
  // Percents are rounded to 1, incomes to a hundred pounds.
  EXPECT_NEAR(mean_income(made) / given, 1, 0.003);
  const auto once = made.homes.households.incomes;
  people.begin(made.homes, made.state);
  // A percent may tip over, as incomes have been rounded since.
  for (std::size_t h = 0; h < once.size(); ++h) {
    EXPECT_NEAR(made.homes.households.incomes[h], once[h], 0.02 * once[h] + 1);
  }
}

TEST(ContactIncomes, StayWhereNobodysWorkCounts) {
  Rules rules;
  rules.incomes = {.workless = 1, .fluency = 0};
  Made made = test::make_small_contact_world({.zones = 8}, rules);
  const auto given = made.homes.households.incomes;
  Stepper people{made.housing, made.world, 3};
  people.begin(made.homes, made.state);
  EXPECT_EQ(made.homes.households.incomes, given);
  for (int tick = 0; tick < 4; ++tick) {
    people.step(made.homes, made.state);
    people.pay(made.homes, made.state);
  }
  EXPECT_EQ(made.homes.households.incomes, given);
}

/// A world without change does not drift, though many change work.
TEST(ContactIncomes, DoNotDrift) {
  Made made = still(test::steady_contact_rules());
  Stepper people{made.housing, made.world, 4};
  people.begin(made.homes, made.state);
  const double before = mean_income(made);
  const double wide = spread(made);
  const auto start = made.homes.households.incomes;
  for (int tick = 0; tick < 80; ++tick) {
    people.step(made.homes, made.state);
    people.pay(made.homes, made.state);
  }
  std::size_t changed = 0;
  for (std::size_t h = 0; h < start.size(); ++h) {
    changed += made.homes.households.incomes[h] != start[h] ? 1U : 0U;
  }
  EXPECT_GT(changed, start.size() / 4);
  // 3,200 households whose incomes change by a third or so: 0.6% a standard
  // error.
  EXPECT_NEAR(mean_income(made) / before, 1, 0.024);
  EXPECT_NEAR(spread(made), wide, 0.02);
}

/// Who finds work, or learns English while in work, earns more.
TEST(ContactIncomes, FollowWorkAndEnglish) {
  Rules rules = test::steady_contact_rules();
  Made made = still(rules);
  Stepper people{made.housing, made.world, 5};
  people.begin(made.homes, made.state);
  const double before = mean_income(made);
  Adjustments levers;
  levers.employ_log_hazard.assign(made.housing.base.zones.size(), 3.0F);
  levers.english_up.assign(made.housing.base.zones.size(), 1.0F);
  const double worked = seen_in(made).work[0][0];
  for (int tick = 0; tick < 8; ++tick) {
    people.step(made.homes, made.state, levers);
    people.pay(made.homes, made.state);
  }
  EXPECT_GT(seen_in(made).work[0][0], worked + 0.05);
  EXPECT_GT(mean_income(made), 1.03 * before);
}

/// Shares of a row add up; without change of incomes nobody moves.
TEST(ContactIncomes, MobilityIsBetweenFifthsOfAYear) {
  Made made = test::make_small_contact_world({.zones = 8, .households = 100});
  housing::Stepper houses{made.housing, 6};
  Stepper people{made.housing, made.world, 6};
  people.begin(made.homes, made.state);
  EXPECT_TRUE(std::isnan(seen_in(made).left_lowest_fifth_all));
  for (int tick = 0; tick < 8; ++tick) {
    houses.step(made.homes);
    people.step(made.homes, made.state);
    people.pay(made.homes, made.state);
    const double seen = seen_in(made).left_lowest_fifth_all;
    EXPECT_EQ(std::isnan(seen), tick < 3);
  }
  const Measures seen = seen_in(made);
  EXPECT_GT(seen.left_lowest_fifth_all, 0);
  EXPECT_LT(seen.left_lowest_fifth_all, 0.5);
  for (std::size_t from = 0; from < income_fifth_count; ++from) {
    double sum = 0;
    for (std::size_t to = 0; to < income_fifth_count; ++to) {
      sum += seen.income_fifths[from * income_fifth_count + to];
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_GT(seen.income_fifths[from * (income_fifth_count + 1)], 0.3);
  }

  Rules idle;
  idle.incomes = {.workless = 1, .fluency = 0};
  Made same = still(idle);
  Stepper nobody{same.housing, same.world, 6};
  nobody.begin(same.homes, same.state);
  nobody.pay(same.homes, same.state);
  EXPECT_DOUBLE_EQ(seen_in(same).left_lowest_fifth_all, 0);
}

/// A household that forms takes the state of the income along, a couple has
/// that of both; what they usually have is then known.
TEST(ContactIncomes, LeaveNothingBehindWhenHouseholdsChange) {
  Made made = test::make_small_contact_world({.zones = 8, .households = 100});
  housing::Stepper houses{made.housing, 8};
  Stepper people{made.housing, made.world, 8};
  people.begin(made.homes, made.state);
  double before = 0;
  const auto usual = [&] {
    double sum = 0;
    double count = 0;
    const housing::HouseholdTable& table = made.homes.households;
    for (std::size_t h = 0; h < table.size(); ++h) {
      EXPECT_GT(table.earnings[h], 0);
      if (!table.is_housed(HouseholdId{h})) continue;
      sum += 1.0 * table.incomes[h] / table.earnings[h];
      count += 1;
    }
    return sum / count;
  };
  before = usual();
  housing::Flows sum{3, made.housing.base.rules.rounds};
  for (int tick = 0; tick < 24; ++tick) {
    sum.add(houses.step(made.homes));
    people.step(made.homes, made.state);
    people.pay(made.homes, made.state);
  }
  // Halved where people part and added where they join, so that only a rough
  // bound holds.
  EXPECT_NEAR(usual() / before, 1, 0.35);
}

}  // namespace
}  // namespace mingle::contact
