// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/panel.h>
#include <mingle/engine/hindcast/scores.h>

namespace mingle::hindcast {
namespace {

// Two zones, groups a and b: a 30|10, b 20|40.
PeopleTable before() {
  return {2, {30, 20, 10, 40}};
}

std::vector<double> values(const PeopleTable& people) {
  return {people.values().begin(), people.values().end()};
}

void expect_near(const std::vector<double>& found,
                 const std::vector<double>& wanted) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], wanted[i], 1e-9) << i;
  }
}

TEST(NullModels, FrozenScalesEverything) {
  expect_near(values(frozen_composition(before(), {{90, 110}, {}})),
              {60, 40, 20, 80});
}

TEST(NullModels, ProportionalKeepsEachMap) {
  expect_near(values(proportional(before(), {{80, 30}, {}})), {60, 10, 20, 20});
}

TEST(NullModels, ProportionalSpreadsAnAbsentGroupLikeEveryone) {
  // Zones have 3/4 and 1/4 of the people.
  expect_near(values(proportional({2, {30, 0, 10, 0}}, {{40, 8}, {}})),
              {30, 6, 10, 2});
}

TEST(NullModels, UniformMixingUsesZoneTotalsWhereGiven) {
  expect_near(values(uniform_mixing(before(), {{40, 60}, {}})),
              {20, 30, 20, 30});
  expect_near(values(uniform_mixing(before(), {{40, 60}, {80, 20}})),
              {32, 48, 8, 12});
}

TEST(NullModels, AdditiveShiftMovesShares) {
  // Shares .6 .4 | .2 .8; a goes from .4 to .5 of all.
  expect_near(values(additive_shift(before(), {{50, 50}, {}})),
              {35, 15, 15, 35});
}

TEST(NullModels, AdditiveShiftCutsNegativeShares) {
  const PeopleTable shifted =
      additive_shift({2, {50, 0, 0, 50}}, {{25, 75}, {}});
  EXPECT_DOUBLE_EQ(shifted.at(1, 0), 0);
  EXPECT_NEAR(shifted.group_total(0), 25, 1e-9);
  EXPECT_NEAR(shifted.group_total(1), 75, 1e-9);
}

TEST(NullModels, RakedMeetsBothMargins) {
  const Controls controls{{45, 55}, {70, 30}};
  const PeopleTable fitted = raked(before(), controls);
  EXPECT_NEAR(fitted.zone_total(0), 70, 1e-7);
  EXPECT_NEAR(fitted.zone_total(1), 30, 1e-7);
  EXPECT_NEAR(fitted.group_total(0), 45, 1e-9);
  EXPECT_NEAR(fitted.group_total(1), 55, 1e-9);
  // Raking keeps the odds ratio: 30 * 40 / (20 * 10) = 6.
  EXPECT_NEAR(
      fitted.at(0, 0) * fitted.at(1, 1) / (fitted.at(0, 1) * fitted.at(1, 0)),
      6,
      1e-6);
}

TEST(NullModels, MomentumWithoutEarlierChangeIsProportional) {
  const Controls controls{{80, 30}, {}};
  // The earlier counts were half of `before`: N1 explained it all.
  expect_near(values(momentum({2, {15, 10, 5, 20}}, before(), controls)),
              values(proportional(before(), controls)));
}

TEST(NullModels, MomentumGoesOnHalfWay) {
  // Even at first, then .6 .4 | .4 .6: unexplained change .1, half is .05.
  expect_near(
      values(momentum(
          {2, {25, 25, 25, 25}}, {2, {30, 20, 20, 30}}, {{50, 50}, {}})),
      {32.5, 17.5, 17.5, 32.5});
}

TEST(Scores, MisallocationCountsEachWrongPersonOnce) {
  EXPECT_DOUBLE_EQ(misallocation({1, {60, 40}}, {1, {50, 50}}), 0.1);
  EXPECT_DOUBLE_EQ(misallocation({1, {100, 0}}, {1, {0, 100}}), 1);
}

TEST(Scores, ShareErrorsAreWeightedByPeople) {
  // Zone 0: .5 against .4, 30 people; zone 1: .2 against .2, 10 people.
  const PeopleTable forecast{2, {5, 5, 2, 8}};
  const PeopleTable observed{2, {12, 18, 2, 8}};
  EXPECT_NEAR(share_mse(forecast, observed, 0), 30 * 0.01 / 40, 1e-15);
}

TEST(Scores, EmptyZonesAreLeftOut) {
  EXPECT_NEAR(share_mse({2, {5, 5, 0, 0}}, {2, {4, 6, 9, 1}}, 0), 0.01, 1e-15);
  EXPECT_TRUE(std::isnan(share_mse({2, {0, 0}}, {2, {4, 6}}, 0)));
}

TEST(Scores, ChanceOfAMeanByHand) {
  // Shares of a: .75 and .25 | .5 and .5 in zones of 50 and 50 people; the
  // variance .125 of the first is halved by the mean of two, and by the zone
  // without any.
  const std::vector<PeopleTable> members{{2, {30, 10, 20, 20}},
                                         {2, {10, 30, 25, 25}}};
  EXPECT_DOUBLE_EQ(share_chance(members, before(), 0), 0.125 / 2 * 0.5);
  EXPECT_TRUE(std::isnan(share_chance({members.data(), 1}, before(), 0)));
}

TEST(Scores, ErrorOfAMeanLessItsChanceIsThatOfManyMembers) {
  // Members a and b at random: over all pairs of four equally likely tables,
  // share_mse of the mean less share_chance is the error of their mean.
  const std::vector<PeopleTable> all{{2, {30, 10, 20, 20}},
                                     {2, {10, 30, 25, 25}},
                                     {2, {20, 20, 5, 45}},
                                     {2, {36, 4, 10, 40}}};
  const auto mean_of = [](const PeopleTable& x, const PeopleTable& y) {
    std::vector<double> people;
    for (std::size_t z = 0; z < 2; ++z) {
      const double share =
          (x.at(z, 0) / x.zone_total(z) + y.at(z, 0) / y.zone_total(z)) / 2;
      people.push_back(share);
      people.push_back(1 - share);
    }
    return PeopleTable{2, people};
  };
  double corrected = 0;
  for (const PeopleTable& x : all) {
    for (const PeopleTable& y : all) {
      const std::vector<PeopleTable> two{x, y};
      corrected += (share_mse(mean_of(x, y), before(), 0) -
                    share_chance(two, before(), 0)) /
                   16;
    }
  }
  const PeopleTable many =
      mean_of(mean_of(all[0], all[1]), mean_of(all[2], all[3]));
  EXPECT_NEAR(corrected, share_mse(many, before(), 0), 1e-15);
}

TEST(Scores, SkillIsOneWithoutErrorAndZeroAtTheNull) {
  EXPECT_DOUBLE_EQ(skill(0, 4), 1);
  EXPECT_DOUBLE_EQ(skill(4, 4), 0);
  EXPECT_DOUBLE_EQ(skill(6, 4), -0.5);
  EXPECT_TRUE(std::isnan(skill(0, 0)));
}

TEST(Scores, IndicesOfTheSmallTable) {
  // Shares of a .75 .25, of b 1/3 2/3.
  EXPECT_NEAR(dissimilarity_of(before(), 0, 1), 5.0 / 12, 1e-12);
  EXPECT_NEAR(exposure_of(before(), 0, 1), (30 * 0.4 + 10 * 0.8) / 40, 1e-12);
  EXPECT_NEAR(exposure_of(before(), 0, 0), (30 * 0.6 + 10 * 0.2) / 40, 1e-12);
  EXPECT_TRUE(std::isnan(exposure_of({2, {0, 1}}, 0, 1)));
}

TEST(Scores, CrpsOfOneMemberIsItsError) {
  EXPECT_DOUBLE_EQ(crps(std::array{3.0}, 5), 2);
  EXPECT_TRUE(std::isnan(crps({}, 5)));
}

TEST(Scores, CrpsByHand) {
  // Members 1, 2, 4 at 2: mean error 1; pairs 1+3+2 over 3, halved: 1.
  EXPECT_NEAR(crps(std::array{4.0, 1.0, 2.0}, 2), 0, 1e-15);
  // At 0: mean error 7/3, less 1.
  EXPECT_NEAR(crps(std::array{4.0, 1.0, 2.0}, 0), 4.0 / 3, 1e-15);
}

TEST(Scores, IntervalByHand) {
  std::vector<double> members;
  for (int i = 0; i <= 100; ++i) members.push_back(100 - i);
  const Interval interval = central_interval(members, 0.9);
  EXPECT_NEAR(interval.low, 5, 1e-12);
  EXPECT_NEAR(interval.high, 95, 1e-12);
  EXPECT_TRUE(covers(interval, 5));
  EXPECT_FALSE(covers(interval, 4.9));
  EXPECT_NEAR(interval_score(interval, 50, 0.9), 90, 1e-12);
  EXPECT_NEAR(interval_score(interval, 2, 0.9), 90 + 20 * 3, 1e-9);
  EXPECT_NEAR(interval_score(interval, 96, 0.9), 90 + 20, 1e-9);
}

TEST(Scores, RootMeanSquare) {
  EXPECT_DOUBLE_EQ(root_mean_square(std::array{3.0, -4.0}), std::sqrt(12.5));
  EXPECT_TRUE(std::isnan(root_mean_square({})));
}

TEST(Panel, ZScoresAreWithinTheAuthority) {
  Panel panel;
  panel.groups = {"a"};
  panel.zones = {"x", "y", "z"};
  panel.authorities = {{"A", "A", "", 0, 2}, {"B", "B", "", 2, 3}};
  panel.before = panel.after = {1, 2, 3};
  panel.covariates = {"rent", "flat"};
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  panel.values = {1, 7, 3, 7, unknown, 7};
  EXPECT_EQ(z_scores(panel, panel.authorities[0]),
            (std::vector<double>{-1, 0, 1, 0}));
  EXPECT_EQ(z_scores(panel, panel.authorities[1]), (std::vector<double>{0, 0}));
  EXPECT_EQ(panel.after_of(panel.authorities[0]).total(), 3);
  EXPECT_EQ(panel.authority("B"), 1u);
  EXPECT_FALSE(panel.authority("C").has_value());
  EXPECT_EQ(panel.group("a"), 0u);
}

TEST(Panel, OutliersAreCut) {
  std::vector<double> column(100, 0.0);
  column.back() = 1;
  standardise(column);
  EXPECT_DOUBLE_EQ(column.back(), 3);
}

}  // namespace
}  // namespace mingle::hindcast
