// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/migrant_destinations.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/random.h>

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

/// The margins contradict each other: who leaves one comes to the other.
TEST(MigrantDestinations, TwoAuthoritiesLeaveNoChoice) {
  const MigrantMargins margins{.authorities = 2,
                               .groups = 2,
                               .between = {0, 100, 50, 0},
                               .leavers = {90, 10, 10, 40},
                               .to_outside = {90, 30, 10, 0},
                               .composition = {1, 0, 0, 1}};
  const std::vector<double> cumulative = migrant_destinations(margins);
  const std::vector<double> expected{0, 0.5, 0.5, 0.5, 0, 0.25, 1, 1};
  ASSERT_EQ(cumulative.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(cumulative[i], expected[i], 1e-9) << i;
  }
}

/// Whatever the margins, rows are cumulative shares, and as many stay in the
/// study as leave for others in it.
TEST(MigrantDestinations, GivesSharesWhateverTheMargins) {
  Draws draws{{.seed = 3, .purpose = Purpose::test}};
  for (int world = 0; world < 300; ++world) {
    const auto n = static_cast<std::size_t>(2 + draws.below(4));
    const auto groups = static_cast<std::size_t>(1 + draws.below(4));
    // Over many orders of magnitude, and often nothing.
    const auto some = [&] {
      const double u = draws.uniform();
      return u < 0.2 ? 0.0 : std::pow(10.0, 8 * u - 4);
    };
    MigrantMargins margins{.authorities = n, .groups = groups};
    for (std::size_t i = 0; i < n * n; ++i) {
      margins.between.push_back(i % (n + 1) == 0 ? 0.0 : some());
    }
    for (std::size_t i = 0; i < n * groups; ++i) {
      margins.leavers.push_back(some());
      margins.to_outside.push_back(some());
      margins.composition.push_back(some());
    }
    const std::vector<double> cumulative = migrant_destinations(margins);
    ASSERT_EQ(cumulative.size(), groups * n * n);
    for (std::size_t g = 0; g < groups; ++g) {
      for (std::size_t from = 0; from < n; ++from) {
        const double* row = cumulative.data() + (g * n + from) * n;
        for (std::size_t to = 0; to < n; ++to) {
          ASSERT_GE(row[to], to == 0 ? 0.0 : row[to - 1]) << world;
          ASSERT_LE(row[to], 1.0) << world;
        }
        const std::size_t at = from * groups + g;
        const bool goes = std::any_of(margins.between.data() + from * n,
                                      margins.between.data() + (from + 1) * n,
                                      [](double moves) { return moves > 0; });
        if (!goes || margins.leavers[at] == 0) continue;
        ASSERT_NEAR(row[n - 1],
                    margins.leavers[at] /
                        (margins.leavers[at] + margins.to_outside[at]),
                    1e-9)
            << world;
      }
    }
  }
}

TEST(MigrantDestinations, NobodyMovesWhereNobodyMoved) {
  MigrantMargins margins = three();
  margins.between.assign(9, 0.0);
  for (const double each : migrant_destinations(margins)) EXPECT_EQ(each, 0.0);
}

}  // namespace
}  // namespace mingle
