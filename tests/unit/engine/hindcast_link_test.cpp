// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/control_variate.h>
#include <mingle/engine/hindcast/match_appeal.h>
#include <mingle/engine/housing/newcomers.h>
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

TEST(EngineAlpha, KeepsTheSpeedOfMixing) {
  EXPECT_DOUBLE_EQ(engine_alpha(0.8, 0.1, 0.1).alpha, 0.8);
  EXPECT_DOUBLE_EQ(engine_alpha(0.8, 0.1, 0.2).alpha, 0.9);
  EXPECT_DOUBLE_EQ(engine_alpha(1.2, 0.1, 0.2).alpha, 1.1);
  EXPECT_FALSE(engine_alpha(0.8, 0.1, 0.2).cut);
  // A fifth of the newcomers cannot mix as fast.
  EXPECT_EQ(engine_alpha(0.5, 0.1, 0.02).alpha, 0);
  EXPECT_TRUE(engine_alpha(0.5, 0.1, 0.02).cut);
  EXPECT_TRUE(engine_alpha(0.5, 0.1, 0).cut);
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Newcomers, AreThoseWhoMove) {
  const auto [world, start] = test::make_plain_world(
      {}, test::plain_housing_rules(2, 0.2), test::plain_choice_rules(2, 0.8));
  const housing::Newcomers seen =
      housing::mean_newcomers(world, start, 3, 7, 2, 4);
  const double people = sum(seen.stock);
  EXPECT_EQ(people, sum(seen.before));
  EXPECT_EQ(sum(seen.after), people);
  EXPECT_EQ(sum(seen.joined), 0);
  // 0.2 a year less the few whose home was taken by others (see T6 in
  // docs/methods/validation.md); 7,200 households, four standard errors.
  EXPECT_NEAR(sum(seen.chose) / people, 0.197, 0.013);
  const housing::Newcomers one =
      housing::count_newcomers(world, start, 3, 7, 4);
  const housing::Newcomers two =
      housing::count_newcomers(world, start, 3, 8, 4);
  EXPECT_DOUBLE_EQ(sum(seen.chose), (sum(one.chose) + sum(two.chose)) / 2);
}

/// A town where households mind thresholds, which its twin does not know, and
/// group 1 likes zones of odd number, which only the twin knows.
struct Town {
  housing::World world;
  housing::State start;
  TwinYear year;
};

Town make_town() {
  Town town;
  std::tie(town.world, town.start) = test::make_plain_world(
      {.households = 300, .mix = {0.7, 0.3}, .separation = 0.4},
      test::plain_housing_rules(2, 0.2),
      test::plain_choice_rules(2, 0.8));
  const std::size_t zones = town.world.base.zones.size();
  town.world.base.rules.utility.form = UtilityForm::threshold;
  std::vector<double> before;
  TwinYear& year = town.year;
  for (std::size_t z = 0; z < zones; ++z) {
    year.zone_of.push_back(z);
    for (const std::int32_t count : town.start.residents.row(ZoneId{z})) {
      before.push_back(count);
    }
    year.pulls.push_back(0);
    year.pulls.push_back(z % 2 == 0 ? -0.5 : 0.5);
  }
  year.group_of = {0, 1};
  year.before = PeopleTable{2, before};
  year.alphas = {0.9, 0.7};
  year.rates = {0.1, 0.1};
  std::vector<double> weights(before.size());
  std::vector<double> all(2, 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double size = year.before.zone_total(i / 2);
    weights[i] = size * std::pow(before[i] / size, year.alphas[i % 2]) *
                 std::exp(year.pulls[i]);
    all[i % 2] += weights[i];
  }
  std::vector<double> after(before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    after[i] = 0.9 * before[i] +
               0.1 * year.before.group_total(i % 2) * weights[i] / all[i % 2];
  }
  year.after = PeopleTable{2, after};
  return town;
}

TEST(MatchAppeal, MakesTheFirstYearThatOfTheTwin) {
  Town town = make_town();
  const AppealMatch match =
      match_appeal(town.year, town.start, {}, 1, town.world);
  ASSERT_EQ(match.chose.size(), 2U);
  EXPECT_NEAR(match.chose[0], 0.197, 0.01);
  EXPECT_NEAR(match.alphas[1].alpha, 1 - 0.1 * 0.3 / match.chose[1], 1e-12);
  EXPECT_EQ(town.world.base.rules.alpha[1], match.alphas[1].alpha);
  ASSERT_EQ(match.misplaced.size(), 3U);
  EXPECT_LT(match.misplaced.back(), 0.6 * match.misplaced.front());
  double odd = 0;
  for (std::size_t z = 0; z < town.year.zone_of.size(); ++z) {
    odd += (z % 2 == 0 ? -1 : 1) * town.world.appeal[2 * z + 1];
  }
  EXPECT_GT(odd, 0);
}

TEST(MatchAppeal, RepeatsItself) {
  Town one = make_town();
  Town two = make_town();
  (void)match_appeal(one.year, one.start, {}, 1, one.world);
  (void)match_appeal(two.year, two.start, {}, 1, two.world);
  EXPECT_EQ(one.world.appeal, two.world.appeal);
  (void)match_appeal(two.year, two.start, {}, 2, two.world);
  EXPECT_NE(one.world.appeal, two.world.appeal);
}

TEST(MatchAppeal, LeavesGroupsWithoutATwinAlone) {
  Town town = make_town();
  town.year.group_of = {0, TwinYear::none};
  const double alpha = town.world.base.rules.alpha[1];
  (void)match_appeal(town.year, town.start, {}, 1, town.world);
  EXPECT_EQ(town.world.base.rules.alpha[1], alpha);
  for (std::size_t z = 0; z < town.year.zone_of.size(); ++z) {
    EXPECT_EQ(town.world.appeal[2 * z + 1], 0);
  }
}

TEST(MatchAppeal, ShiftsFollowDrawnParametersAtTheEnginesSpeed) {
  Town town = make_town();
  const AppealMatch match =
      match_appeal(town.year, town.start, {}, 1, town.world);
  housing::World shifted = town.world;
  shift_appeal(town.year, match, town.year.alphas, town.year.pulls, shifted);
  EXPECT_EQ(shifted.appeal, town.world.appeal);
  EXPECT_EQ(shifted.base.rules.alpha, town.world.base.rules.alpha);
  std::vector<double> alphas = town.year.alphas;
  std::vector<double> pulls = town.year.pulls;
  alphas[1] += 0.2;
  pulls[1] += 0.4;
  shift_appeal(town.year, match, alphas, pulls, shifted);
  const double speed = 0.1 / match.chose[1];
  // An exponent acts through the share of the start, with 20 persons of the
  // town's mix added.
  const PeopleTable& people = town.year.before;
  const double mix = people.group_total(1) / people.total();
  const auto own = [&](std::size_t z) {
    return 0.2 / match.response[1] *
           std::log((people.at(z, 1) + 20 * mix) / (people.zone_total(z) + 20));
  };
  EXPECT_NEAR(
      shifted.appeal[1], town.world.appeal[1] + speed * (0.4 + own(0)), 1e-12);
  EXPECT_NEAR(shifted.appeal[3], town.world.appeal[3] + speed * own(1), 1e-12);
  EXPECT_EQ(shifted.appeal[0], town.world.appeal[0]);
  EXPECT_EQ(shifted.base.rules.alpha, town.world.base.rules.alpha);
}

}  // namespace
}  // namespace mingle::hindcast
