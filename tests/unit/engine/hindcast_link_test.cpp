// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/control_variate.h>
#include <mingle/engine/hindcast/match_appeal.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/plain_housing_world.h>

namespace mingle::hindcast {
namespace {

/// Means over many experiments of n pairs: a control that is skewed and bears
/// on the value by more than a line, whose mean is 1 and that of the value 2.
struct Experiments {
  double plain = 0;
  double controlled = 0;
  double plain_variance = 0;
  double controlled_variance = 0;
  double gain = 0;  ///< mean of what each experiment believes
};

Experiments repeat(std::size_t pairs, double noise, int times) {
  Experiments sums;
  Draws draws{{5, 0, pairs, 0, Purpose::test, 0}};
  for (int i = 0; i < times; ++i) {
    std::vector<double> values;
    std::vector<double> controls;
    for (std::size_t r = 0; r < pairs; ++r) {
      const double x = -std::log(draws.uniform());
      controls.push_back(x);
      values.push_back(x * x + noise * draws.normal());
    }
    const ControlledMean mean = controlled_mean(values, controls, 1);
    sums.plain += mean.plain / times;
    sums.controlled += mean.controlled / times;
    sums.plain_variance += std::pow(mean.plain - 2, 2) / times;
    sums.controlled_variance += std::pow(mean.controlled - 2, 2) / times;
    sums.gain += mean.gain / times;
  }
  return sums;
}

TEST(ControlVariate, IsUnbiasedAndLessVariable) {
  const Experiments many = repeat(12, 0.5, 20000);
  // Four standard errors of the mean of so many experiments.
  EXPECT_NEAR(
      many.controlled, 2, 4 * std::sqrt(many.controlled_variance / 20000));
  EXPECT_LT(many.controlled_variance, 0.6 * many.plain_variance);
  EXPECT_GT(many.gain, 1.5);
}

TEST(ControlVariate, SaysWhenTheControlDoesHarm) {
  // A control drowned in noise, and hardly any replicates to see it by.
  const Experiments few = repeat(5, 30, 4000);
  EXPECT_GT(few.controlled_variance, few.plain_variance);
}

TEST(ControlVariate, LeavesFewOrFlatControlsAlone) {
  const std::vector<double> values{1, 2, 4};
  const ControlledMean few = controlled_mean(values, values, 0);
  EXPECT_EQ(few.controlled, few.plain);
  EXPECT_EQ(few.coefficient, 0);
  const std::vector<double> five{1, 2, 4, 3, 2};
  const std::vector<double> flat(5, 7.0);
  const ControlledMean none = controlled_mean(five, flat, 3);
  EXPECT_EQ(none.controlled, none.plain);
  EXPECT_EQ(none.gain, 1);
}

/// A town where households mind thresholds, which its twin does not know, and
/// whose twin sends group 1 to zones of odd number.
struct Town {
  housing::World world;
  housing::State start;
  TwinMap twin;
};

constexpr std::size_t minority = 1;

bool odd(std::size_t zone) {
  return zone % 2 == 1;
}

Town make_town() {
  Town town;
  std::tie(town.world, town.start) = test::make_plain_world(
      {.households = 300, .mix = {0.7, 0.3}, .separation = 0.4},
      test::plain_housing_rules(2, 0.2),
      test::plain_choice_rules(2, 0.8));
  town.world.base.rules.utility.form = UtilityForm::threshold;
  std::vector<double> people;
  for (std::size_t z = 0; z < town.world.base.zones.size(); ++z) {
    town.twin.zone_of.push_back(z);
    const auto row = town.start.residents.row(ZoneId{z});
    const double moved = (odd(z) ? 0.15 : -0.15) * row[minority];
    people.push_back(row[0] - moved);
    people.push_back(row[minority] + moved);
  }
  town.twin.group_of = {0, minority};
  town.twin.people = PeopleTable{2, people};
  return town;
}

MatchSettings three_years(int rounds) {
  return {.ticks = 12, .rounds = rounds, .replicates = 2, .response = 0.6};
}

/// Share of the minority that lives in odd zones after the ticks, in the mean
/// over replicates that no trial has used.
double in_odd_zones(const Town& town, int ticks) {
  double all = 0;
  double found = 0;
  for (int replicate = 0; replicate < 3; ++replicate) {
    housing::State state = town.start;
    state.replicate = replicate;
    housing::Stepper stepper{town.world, 1};
    for (int tick = 0; tick < ticks; ++tick) (void)stepper.step(state);
    for (std::size_t z = 0; z < town.twin.zone_of.size(); ++z) {
      const double here = state.residents.at(ZoneId{z}, minority);
      all += here;
      found += odd(z) ? here : 0;
    }
  }
  return found / all;
}

double in_odd_zones(const PeopleTable& people) {
  double found = 0;
  for (std::size_t z = 0; z < people.zones(); ++z) {
    found += odd(z) ? people.at(z, minority) : 0;
  }
  return found / people.group_total(minority);
}

TEST(MatchAppeal, MakesTheMapThatOfTheTwinWhenTheYearsAreOver) {
  Town town = make_town();
  const double wished = in_odd_zones(town.twin.people);
  const double without = in_odd_zones(town, 12);
  const AppealMatch match =
      match_appeal(town.twin, town.start, three_years(6), 1, town.world);
  ASSERT_EQ(match.misplaced.size(), 6U);
  EXPECT_LT(match.misplaced.back(), 0.6 * match.misplaced.front());
  // Replicates that the appeal was not fitted to: 6,500 of the minority, of
  // whom a fifth a year move, so that a standard error is below .005.
  EXPECT_GT(std::abs(without - wished), 0.04);
  EXPECT_NEAR(in_odd_zones(town, 12), wished, 0.02);
}

TEST(MatchAppeal, RepeatsItself) {
  Town one = make_town();
  Town two = make_town();
  const std::vector<double> alpha = one.world.base.rules.alpha;
  (void)match_appeal(one.twin, one.start, three_years(2), 1, one.world);
  (void)match_appeal(two.twin, two.start, three_years(2), 1, two.world);
  EXPECT_EQ(one.world.appeal, two.world.appeal);
  EXPECT_EQ(one.world.base.rules.alpha, alpha);
  // From no appeal again, and by other draws.
  (void)match_appeal(two.twin, two.start, three_years(2), 2, two.world);
  EXPECT_NE(one.world.appeal, two.world.appeal);
  (void)match_appeal(two.twin, two.start, three_years(2), 1, two.world);
  EXPECT_EQ(one.world.appeal, two.world.appeal);
}

TEST(MatchAppeal, LeavesGroupsWithoutATwinAlone) {
  Town town = make_town();
  town.twin.group_of = {0, TwinMap::none};
  (void)match_appeal(town.twin, town.start, three_years(1), 1, town.world);
  for (std::size_t z = 0; z < town.twin.zone_of.size(); ++z) {
    EXPECT_EQ(town.world.appeal[2 * z + minority], 0);
  }
}

TEST(MatchAppeal, StaysWithinItsLimit) {
  Town town = make_town();
  MatchSettings settings = three_years(1);
  settings.limit = 0.05;
  (void)match_appeal(town.twin, town.start, settings, 1, town.world);
  const auto [low, high] =
      std::minmax_element(town.world.appeal.begin(), town.world.appeal.end());
  EXPECT_EQ(*low, -0.05);
  EXPECT_EQ(*high, 0.05);
}

TEST(MatchAppeal, ShiftsAreTheDifferenceOfTwoMapsOverTheResponse) {
  Town town = make_town();
  const MatchSettings settings = three_years(1);
  (void)match_appeal(town.twin, town.start, settings, 1, town.world);
  housing::World shifted = town.world;
  shift_appeal(town.twin, town.twin.people, settings, shifted);
  EXPECT_EQ(shifted.appeal, town.world.appeal);
  std::vector<double> people{town.twin.people.values().begin(),
                             town.twin.people.values().end()};
  people[minority] *= 2;
  shift_appeal(town.twin, PeopleTable{2, people}, settings, shifted);
  const double once = people[minority] / 2;
  EXPECT_NEAR(shifted.appeal[minority] - town.world.appeal[minority],
              std::log((2 * once + 10) / (once + 10)) / 0.6,
              1e-12);
  EXPECT_EQ(shifted.appeal[0], town.world.appeal[0]);
  EXPECT_EQ(shifted.appeal[3], town.world.appeal[3]);
}

}  // namespace
}  // namespace mingle::hindcast
