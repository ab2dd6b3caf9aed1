// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The indices a run measures, on towns small enough to work by hand.
#include <cmath>
#include <initializer_list>
#include <limits>

#include <gtest/gtest.h>

#include <mingle/engine/indices.h>

namespace mingle {
namespace {

using Rows = std::initializer_list<std::initializer_list<std::int32_t>>;

GroupCounts town(Rows rows) {
  GroupCounts counts{rows.size(), rows.begin()->size()};
  std::size_t zone = 0;
  for (const auto& row : rows) {
    std::copy(row.begin(), row.end(), counts.row(ZoneId{zone++}).begin());
  }
  return counts;
}

// Shares of a: .1 .5 .4; of b: .6 .3333 .0667. D = (.5 + .1667 + .3333) / 2.
const Rows hand{{10, 90}, {50, 50}, {40, 10}};

TEST(RunIndices, DissimilarityByHand) {
  const auto d = dissimilarity_matrix(town(hand));
  EXPECT_EQ(d[0], 0);
  EXPECT_EQ(d[3], 0);
  EXPECT_NEAR(d[1], 0.5, 1e-15);
  EXPECT_EQ(d[1], d[2]);
  const auto rest = dissimilarity_rest(town(hand));
  EXPECT_NEAR(rest[0], 0.5, 1e-15);
  EXPECT_NEAR(rest[1], 0.5, 1e-15);
}

// Isolation of a: .1 x .1 + .5 x .5 + .4 x .8 = .58.
TEST(RunIndices, ExposureByHand) {
  const auto p = exposure_matrix(town(hand));
  EXPECT_NEAR(p[0], 0.58, 1e-15);
  EXPECT_NEAR(p[1], 0.42, 1e-15);
  EXPECT_NEAR(p[2], 0.28, 1e-15);
  EXPECT_NEAR(p[3], 0.72, 1e-15);
}

// (.58 - .4) / .6
TEST(RunIndices, CorrelationRatioByHand) {
  const auto eta = correlation_ratio(town(hand));
  EXPECT_NEAR(eta[0], 0.3, 1e-15);
  EXPECT_NEAR(eta[1], 0.3, 1e-15);
}

TEST(RunIndices, InformationTheoryByHand) {
  const auto entropy = [](double p) {
    return -p * std::log(p) - (1 - p) * std::log(1 - p);
  };
  const double mean =
      (100 * entropy(.1) + 100 * entropy(.5) + 50 * entropy(.8)) / 250;
  EXPECT_NEAR(information_theory(town(hand)), 1 - mean / entropy(.4), 1e-14);
}

TEST(RunIndices, LocationQuotientByHand) {
  const auto quotients = location_quotients(town(hand));
  EXPECT_NEAR(quotients[0], 0.25, 1e-15);
  EXPECT_NEAR(quotients[1], 1.5, 1e-15);
  EXPECT_NEAR(quotients[4], 2.0, 1e-15);
}

TEST(RunIndices, CompleteSegregationAndEvenness) {
  const auto apart = town({{7, 0}, {0, 3}});
  EXPECT_EQ(dissimilarity_matrix(apart)[1], 1);
  EXPECT_EQ(information_theory(apart), 1);
  EXPECT_EQ(exposure_matrix(apart)[1], 0);
  EXPECT_EQ(correlation_ratio(apart)[0], 1);
  const auto even = town({{30, 70}, {60, 140}});
  EXPECT_NEAR(dissimilarity_matrix(even)[1], 0, 1e-16);
  EXPECT_NEAR(information_theory(even), 0, 1e-15);
  EXPECT_NEAR(correlation_ratio(even)[0], 0, 1e-15);
}

TEST(RunIndices, AnEmptyZoneChangesNothing) {
  const auto without = town(hand);
  const auto with = town({{10, 90}, {0, 0}, {50, 50}, {40, 10}});
  EXPECT_EQ(dissimilarity_matrix(with), dissimilarity_matrix(without));
  EXPECT_EQ(exposure_matrix(with), exposure_matrix(without));
  EXPECT_EQ(information_theory(with), information_theory(without));
  const auto quotients = location_quotients(with);
  EXPECT_TRUE(std::isnan(quotients[2]));
  EXPECT_TRUE(std::isnan(quotients[3]));
}

TEST(RunIndices, AnAbsentGroupIsUndefinedAndHarmless) {
  const auto with = town({{10, 0, 90}, {50, 0, 50}, {40, 0, 10}});
  const auto d = dissimilarity_matrix(with);
  EXPECT_NEAR(d[2], 0.5, 1e-15);
  EXPECT_TRUE(std::isnan(d[1]));
  EXPECT_TRUE(std::isnan(d[4]));
  const auto p = exposure_matrix(with);
  EXPECT_NEAR(p[0], 0.58, 1e-15);
  EXPECT_EQ(p[1], 0);
  EXPECT_TRUE(std::isnan(p[3]));
  EXPECT_TRUE(std::isnan(correlation_ratio(with)[1]));
  EXPECT_TRUE(std::isnan(dissimilarity_rest(with)[1]));
  EXPECT_TRUE(std::isnan(location_quotients(with)[1]));
  EXPECT_EQ(information_theory(with), information_theory(town(hand)));
}

TEST(RunIndices, OneGroupAloneIsUndefined) {
  const auto alone = town({{5, 0}, {7, 0}});
  EXPECT_TRUE(std::isnan(information_theory(alone)));
  EXPECT_TRUE(std::isnan(correlation_ratio(alone)[0]));
  EXPECT_TRUE(std::isnan(dissimilarity_rest(alone)[0]));
  EXPECT_EQ(exposure_matrix(alone)[0], 1);
}

TEST(RunIndices, NoZonesAtAll) {
  const GroupCounts none;
  EXPECT_TRUE(dissimilarity_matrix(none).empty());
  EXPECT_TRUE(std::isnan(information_theory(none)));
}

// A million zones and a thousand million people: no overflow, no drift. Half
// the zones are 1500:500 and half 500:1500, so D is .5 and isolation .625.
TEST(RunIndices, ThousandMillionPeople) {
  constexpr std::size_t zones = 1'000'000;
  GroupCounts counts{zones, 2};
  for (std::size_t z = 0; z < zones; ++z) {
    counts.at(ZoneId{z}, z % 2) = 1500;
    counts.at(ZoneId{z}, 1 - z % 2) = 500;
  }
  EXPECT_NEAR(dissimilarity_matrix(counts)[1], 0.5, 1e-14);
  EXPECT_NEAR(dissimilarity_rest(counts)[0], 0.5, 1e-14);
  EXPECT_NEAR(exposure_matrix(counts)[0], 0.625, 1e-14);
  EXPECT_NEAR(correlation_ratio(counts)[0], 0.25, 1e-14);
  EXPECT_NEAR(information_theory(counts),
              1 + (.75 * std::log2(.75) + .25 * std::log2(.25)),
              1e-13);
}

TEST(RunIndices, LargestCountsInOneZone) {
  constexpr auto most = std::numeric_limits<std::int32_t>::max();
  const auto giants = town({{most, most}, {most, 0}});
  EXPECT_NEAR(dissimilarity_matrix(giants)[1], 0.5, 1e-15);
  EXPECT_NEAR(exposure_matrix(giants)[0], 0.75, 1e-15);
}

}  // namespace
}  // namespace mingle
