// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "spread.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace mingle {
namespace {

using Whole = std::vector<std::int64_t>;

TEST(RoundedShares, SumToTheTotalAndStayWithinOne) {
  const std::vector<double> weights{1, 2, 0, 3.5, 0.5};
  const auto shares = rounded_shares(weights, 13, 0.3);
  EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), 13);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    EXPECT_LT(std::abs(static_cast<double>(shares[i]) - 13 * weights[i] / 7),
              1);
  }
  EXPECT_EQ(rounded_shares(weights, 0, 0.9), (Whole{0, 0, 0, 0, 0}));
}

TEST(SharesWithin, AreProportionalWhereTheBoundsAllow) {
  const std::vector<double> weights{1, 1, 2};
  const std::vector<double> low{0, 3, 0};
  const std::vector<double> high{10, 10, 10};
  const auto shares = shares_within(weights, low, high, 9);
  EXPECT_NEAR(shares[0], 2, 1e-9);
  EXPECT_NEAR(shares[1], 3, 1e-9);
  EXPECT_NEAR(shares[2], 4, 1e-9);
}

TEST(SharesWithin, RefusesWhatTheBoundsForbid) {
  const std::vector<double> one{1};
  const std::vector<double> low{2};
  const std::vector<double> high{3};
  EXPECT_THROW(shares_within(one, low, high, 1), std::invalid_argument);
  EXPECT_THROW(shares_within(one, low, high, 4), std::invalid_argument);
}

TEST(DissimilarityBetween, OfAHandWorkedTown) {
  // Shares .5 .5 0 against .25 .25 .5: half of .25 + .25 + .5.
  EXPECT_DOUBLE_EQ(dissimilarity_between(std::vector<double>{4, 4, 0},
                                         std::vector<double>{1, 1, 2}),
                   0.5);
}

/// 40 zones in a row; three categories, two with targets.
Spread row_of_zones(SpreadReference reference) {
  Spread spread;
  spread.reference = reference;
  spread.zone_totals.assign(40, 1000.0);
  spread.totals = {25000, 10000, 5000};
  spread.families = {0, 1, 1};
  const double none = std::numeric_limits<double>::quiet_NaN();
  spread.targets = {none, 0.4, none};
  spread.fields.resize(3, std::vector<double>(40));
  for (std::size_t z = 0; z < 40; ++z) {
    const double place = (static_cast<double>(z) - 19.5) / 11.5;
    spread.fields[1][z] = place;
    spread.fields[2][z] = -place;
  }
  return spread;
}

std::vector<double> column_of(const ZoneCounts& counts, std::size_t column) {
  std::vector<double> values;
  for (std::size_t z = 0; z < counts.zones(); ++z) {
    values.push_back(counts.at(ZoneId{z}, column));
  }
  return values;
}

TEST(SpreadCounts, MeetsTotalsZonesAndTarget) {
  const Spread spread = row_of_zones(SpreadReference::first_category);
  const ZoneCounts counts = spread_counts(spread, {.seed = 7});
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(counts.column_total(k), spread.totals[k]);
  }
  for (std::size_t z = 0; z < 40; ++z) {
    EXPECT_NEAR(static_cast<double>(counts.zone_total(ZoneId{z})), 1000, 3);
  }
  const auto first = column_of(counts, 0);
  EXPECT_NEAR(dissimilarity_between(first, column_of(counts, 1)), 0.4, 0.002);
  // Without a target of its own, the third leans as hard as its kin.
  EXPECT_GT(dissimilarity_between(first, column_of(counts, 2)), 0.3);
}

TEST(SpreadCounts, MeetsATargetAgainstAllOthers) {
  Spread spread = row_of_zones(SpreadReference::everyone_else);
  spread.targets = {0.15, 0.4, 0.3};
  const ZoneCounts counts = spread_counts(spread, {.seed = 7});
  const auto one = column_of(counts, 1);
  std::vector<double> others;
  for (std::size_t z = 0; z < 40; ++z) {
    others.push_back(static_cast<double>(counts.zone_total(ZoneId{z})) -
                     one[z]);
  }
  EXPECT_NEAR(dissimilarity_between(one, others), 0.4, 0.002);
}

}  // namespace
}  // namespace mingle
