// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/paired.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

using Numbers = std::vector<double>;

// By hand: differences 1, 2, 3, 4, 5; mean 3, sd sqrt(2.5), standard error
// sqrt(0.5); t(0.975, 4) = 2.776445105.
TEST(Paired, HandWorkedDifferences) {
  const Numbers base{10, 20, 30, 40, 50};
  const Numbers other{11, 22, 33, 44, 55};
  PairedSettings settings;
  settings.margin = 2;
  const PairedResult result = compare_pairs(base, other, settings);
  EXPECT_EQ(result.pairs, 5U);
  EXPECT_DOUBLE_EQ(result.base_mean, 30);
  EXPECT_DOUBLE_EQ(result.other_mean, 33);
  EXPECT_DOUBLE_EQ(result.difference, 3);
  EXPECT_DOUBLE_EQ(result.sd_difference, std::sqrt(2.5));
  const double half = 2.776445105 * std::sqrt(0.5);
  EXPECT_NEAR(result.low, 3 - half, 1e-8);
  EXPECT_NEAR(result.high, 3 + half, 1e-8);
  EXPECT_NEAR(result.detectable, 2.8 * std::sqrt(0.5), 1e-12);
  // sds: sqrt(250) and sqrt(302.5); apart sqrt(552.5).
  EXPECT_NEAR(result.sd_ratio, std::sqrt(2.5 / 552.5), 1e-12);
  EXPECT_NEAR(result.variance_reduction, 552.5 / 2.5, 1e-9);
  // t = 3 / sqrt(0.5) on 4 degrees of freedom, for which the distribution has
  // the closed form 1/2 + (3/8) s (1 - s^2 / 12), s = t / sqrt(1 + t^2 / 4)
  // in the notation of Abramowitz and Stegun 26.7.4.
  const auto tail = [](double t) {
    const double sine = t / std::sqrt(4 + t * t);
    const double cosine2 = 4 / (4 + t * t);
    return 0.5 - 0.5 * sine * (1 + cosine2 / 2);
  };
  EXPECT_NEAR(result.p_value, 2 * tail(3 / std::sqrt(0.5)), 1e-12);
  EXPECT_NEAR(result.equivalence_p, tail((2 - 3) / std::sqrt(0.5)), 1e-12);
  EXPECT_FALSE(result.identical);
}

TEST(Paired, EquivalenceNeedsBothSides) {
  PairedSettings settings;
  settings.margin = 0.005;
  const Numbers base{0.5, 0.5, 0.5, 0.5};
  const Numbers near{0.5001, 0.4999, 0.5002, 0.4998};
  EXPECT_LT(compare_pairs(base, near, settings).equivalence_p, 0.05);
  const Numbers far{0.5101, 0.5099, 0.5102, 0.5098};
  EXPECT_GT(compare_pairs(base, far, settings).equivalence_p, 0.95);
  EXPECT_GT(compare_pairs(far, base, settings).equivalence_p, 0.95);
}

TEST(Paired, BootstrapLiesWithinTheDataAndIsRepeatable) {
  const Numbers base(20, 0.0);
  Numbers other;
  for (int i = 0; i < 20; ++i) other.push_back(i);
  PairedSettings settings;
  settings.seed = 7;
  const PairedResult first = compare_pairs(base, other, settings);
  const PairedResult again = compare_pairs(base, other, settings);
  EXPECT_EQ(first.bootstrap_low, again.bootstrap_low);
  EXPECT_EQ(first.bootstrap_high, again.bootstrap_high);
  // Normal theory: 9.5 +- 1.96 sqrt(33.25 / 20) = 6.97 to 12.03. The
  // percentiles of 2000 resamples have a standard error of about 0.07.
  EXPECT_NEAR(first.bootstrap_low, 6.97, 0.3);
  EXPECT_NEAR(first.bootstrap_high, 12.03, 0.3);
  // Unequal steps, so that two resamples hardly have the same mean.
  for (double& value : other) value = std::sqrt(value);
  const double seven = compare_pairs(base, other, settings).bootstrap_low;
  settings.seed = 8;
  EXPECT_NE(compare_pairs(base, other, settings).bootstrap_low, seven);
}

TEST(Paired, IdenticalRunsAreExactlyTheSame) {
  const Numbers values{0.1, 0.2, 0.3};
  const PairedResult result = compare_pairs(values, values, {});
  EXPECT_TRUE(result.identical);
  EXPECT_EQ(result.difference, 0);
  EXPECT_EQ(result.low, 0);
  EXPECT_EQ(result.high, 0);
  EXPECT_EQ(result.p_value, 1);
  EXPECT_EQ(result.equivalence_p, 0);
  EXPECT_EQ(result.detectable, 0);
}

TEST(Paired, AConstantShiftIsCertain) {
  const Numbers base{1, 2, 3};
  const Numbers other{2, 3, 4};
  const PairedResult result = compare_pairs(base, other, {});
  EXPECT_EQ(result.p_value, 0);
  EXPECT_EQ(result.equivalence_p, 1);
  EXPECT_EQ(result.low, 1);
  EXPECT_EQ(result.high, 1);
}

TEST(Paired, OnePairHasNoInterval) {
  const PairedResult result =
      compare_pairs(Numbers{1.0}, Numbers{1.5}, PairedSettings{});
  EXPECT_EQ(result.difference, 0.5);
  EXPECT_TRUE(std::isnan(result.low));
  EXPECT_TRUE(std::isnan(result.high));
  EXPECT_TRUE(std::isnan(result.bootstrap_low));
  EXPECT_TRUE(std::isnan(result.p_value));
  EXPECT_TRUE(std::isnan(result.detectable));
  EXPECT_TRUE(std::isnan(result.sd_ratio));
}

TEST(Paired, AnUndefinedPairMakesAllUndefined) {
  const PairedResult result =
      compare_pairs(Numbers{1, NAN, 2}, Numbers{1.5, 2, 2.5}, PairedSettings{});
  EXPECT_TRUE(std::isnan(result.difference));
  EXPECT_TRUE(std::isnan(result.low));
  EXPECT_TRUE(std::isnan(result.bootstrap_low));
  EXPECT_TRUE(std::isnan(result.p_value));
  EXPECT_TRUE(std::isnan(result.equivalence_p));
  EXPECT_FALSE(result.identical);
}

TEST(Paired, TheIntervalCoversTheTruth) {
  int covered = 0;
  constexpr int trials = 1000;
  for (int trial = 0; trial < trials; ++trial) {
    Draws draws{{.seed = 5, .replicate = static_cast<std::uint64_t>(trial)}};
    Numbers base;
    Numbers other;
    for (int i = 0; i < 20; ++i) {
      base.push_back(draws.normal());
      other.push_back(base.back() + 0.3 + 0.5 * draws.normal());
    }
    PairedSettings settings;
    settings.resamples = 0;
    const PairedResult result = compare_pairs(base, other, settings);
    covered += result.low < 0.3 && 0.3 < result.high ? 1 : 0;
  }
  // Binomial(1000, 0.95): four standard deviations are 28.
  EXPECT_NEAR(covered, 950, 28);
}

TEST(Holm, HandWorked) {
  // Sorted: .01 x 4 = .04; .02 x 3 = .06; .03 x 2 = .06; .04 x 1 -> .06.
  const Numbers adjusted = holm(Numbers{0.04, 0.01, 0.03, 0.02});
  EXPECT_DOUBLE_EQ(adjusted[0], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[1], 0.04);
  EXPECT_DOUBLE_EQ(adjusted[2], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[3], 0.06);
}

TEST(Holm, NeverAboveOneAndUndefinedDoesNotCount) {
  const Numbers adjusted = holm(Numbers{0.8, NAN, 0.9});
  EXPECT_EQ(adjusted[0], 1);
  EXPECT_TRUE(std::isnan(adjusted[1]));
  EXPECT_EQ(adjusted[2], 1);
  EXPECT_TRUE(holm(Numbers{}).empty());
}

// With a denominator that does not vary, Fieller's is the t interval divided.
TEST(Ratio, OfAConstantDenominator) {
  const Numbers cost{90, 100, 110};
  const RatioResult result = ratio_of_means(cost, Numbers{2, 2, 2});
  const MeanInterval interval = mean_interval(cost);
  EXPECT_DOUBLE_EQ(result.ratio, 50);
  EXPECT_NEAR(result.low, interval.low / 2, 1e-9);
  EXPECT_NEAR(result.high, interval.high / 2, 1e-9);
}

// A fixed cost over an effect with the interval l to h costs between C / h and
// C / l a unit.
TEST(Ratio, OfAConstantNumerator) {
  const Numbers effect{0.9, 1.0, 1.1, 1.0};
  const RatioResult result = ratio_of_means(Numbers(4, 600.0), effect);
  const MeanInterval interval = mean_interval(effect);
  EXPECT_NEAR(result.low, 600 / interval.high, 1e-9);
  EXPECT_NEAR(result.high, 600 / interval.low, 1e-9);
}

TEST(Ratio, HasNoIntervalWhereTheEffectMayBeNone) {
  const RatioResult result =
      ratio_of_means(Numbers{5, 5, 5}, Numbers{-1, 0.5, 1.5});
  EXPECT_TRUE(std::isnan(result.low));
  EXPECT_TRUE(std::isnan(result.high));
}

TEST(MeanInterval, NeedsTwoValues) {
  EXPECT_TRUE(std::isnan(mean_interval(Numbers{}).mean));
  const MeanInterval one = mean_interval(Numbers{4.0});
  EXPECT_EQ(one.mean, 4);
  EXPECT_TRUE(std::isnan(one.low));
}

}  // namespace
}  // namespace mingle
