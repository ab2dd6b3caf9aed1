// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/migrant_destinations.h"

#include <gtest/gtest.h>

namespace mingle {
namespace {

/// Three authorities and two groups; a tenth of all leavers goes elsewhere.
MigrantMargins three() {
  MigrantMargins margins{.authorities = 3,
                         .groups = 2,
                         .between = {0, 60, 40, 50, 0, 50, 30, 70, 0},
                         .leavers = {60, 40, 50, 50, 30, 70}};
  for (const double each : margins.leavers) {
    margins.to_outside.push_back(each / 9);
  }
  margins.composition = margins.leavers;
  return margins;
}

/// Persons of a group who go from one to the other.
double moves(const MigrantMargins& margins,
             const std::vector<double>& cumulative,
             std::size_t group,
             std::size_t from,
             std::size_t to) {
  const std::size_t n = margins.authorities;
  const double* row = cumulative.data() + (group * n + from) * n;
  const std::size_t at = from * margins.groups + group;
  return (row[to] - (to == 0 ? 0.0 : row[to - 1])) *
         (margins.leavers[at] + margins.to_outside[at]);
}

TEST(MigrantDestinations, MeetsAllThreeMargins) {
  const MigrantMargins margins = three();
  const std::vector<double> cumulative = migrant_destinations(margins);
  ASSERT_EQ(cumulative.size(), 18U);
  for (std::size_t from = 0; from < 3; ++from) {
    for (std::size_t to = 0; to < 3; ++to) {
      double sum = 0;
      for (std::size_t g = 0; g < 2; ++g) {
        sum += moves(margins, cumulative, g, from, to);
      }
      EXPECT_NEAR(sum, margins.between[from * 3 + to], 0.01);
    }
    for (std::size_t g = 0; g < 2; ++g) {
      EXPECT_NEAR(cumulative[(g * 3 + from) * 3 + 2], 0.9, 1e-9);
    }
  }
  const auto share = [&](std::size_t to) {
    double first = 0;
    double all = 0;
    for (std::size_t from = 0; from < 3; ++from) {
      first += moves(margins, cumulative, 0, from, to);
      for (std::size_t g = 0; g < 2; ++g) {
        all += moves(margins, cumulative, g, from, to);
      }
    }
    return first / all;
  };
  // The odds of the composition are kept but for one factor of the group.
  const auto odds = [](double p) { return p / (1 - p); };
  EXPECT_NEAR(odds(share(0)) / odds(share(1)), 1.5, 0.001);
  EXPECT_NEAR(odds(share(1)) / odds(share(2)), 7.0 / 3, 0.001);
}

TEST(MigrantDestinations, GoAlikeWhereThoseWhoComeAreLikeThoseWhoLeave) {
  MigrantMargins margins = three();
  margins.leavers = {70, 30, 70, 30, 70, 30};
  margins.to_outside.assign(6, 0.0);
  margins.composition = {7, 3, 70, 30, 0.7, 0.3};
  const std::vector<double> cumulative = migrant_destinations(margins);
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(cumulative[i], cumulative[9 + i], 1e-6);
  }
  EXPECT_NEAR(cumulative[1], 0.6, 1e-6);
  EXPECT_NEAR(cumulative[2], 1.0, 1e-6);
}

TEST(MigrantDestinations, AGroupWithoutLeaversGoesWhereAllGo) {
  MigrantMargins margins = three();
  margins.leavers[0] = 0;
  margins.leavers[1] = 100;
  margins.to_outside[0] = 0;
  margins.to_outside[1] = 100.0 / 9;
  const std::vector<double> cumulative = migrant_destinations(margins);
  EXPECT_NEAR(cumulative[1], 0.9 * 0.6, 1e-9);
  EXPECT_NEAR(cumulative[2], 0.9, 1e-9);
}

TEST(MigrantDestinations, NobodyMovesWhereNobodyMoved) {
  MigrantMargins margins = three();
  margins.between.assign(9, 0.0);
  for (const double each : migrant_destinations(margins)) EXPECT_EQ(each, 0.0);
}

}  // namespace
}  // namespace mingle
