// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// Limiting cases of the housing system, small; docs/methods/validation.md
// has them larger. Margins are at most half of what larger runs show, and at
// least three standard errors of the replicates used here.
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/test_support/limiting_cases.h>

namespace mingle::test {
namespace {

double mean(const Replicates& values, LatticeMeasure measure) {
  return summarise(values).mean[static_cast<std::size_t>(measure)];
}

LatticeCase lattice(UtilityForm form, double slope, double threshold) {
  return {.side = 20,
          .form = form,
          .slope = slope,
          .threshold = threshold,
          .ticks = 100};
}

// A mixed lattice has an own share of 0.49 (standard error 0.004).
TEST(LimitingCases, MildThresholdsSegregate) {
  const auto low = run_lattice(lattice(UtilityForm::threshold, 8.0, 0.3), 2);
  const auto high = run_lattice(lattice(UtilityForm::threshold, 8.0, 0.5), 2);
  EXPECT_GT(mean(low, LatticeMeasure::own_share), 0.65);
  EXPECT_GT(mean(high, LatticeMeasure::own_share),
            mean(low, LatticeMeasure::own_share));
}

// Of the same mean slope; with louder noise than in the case above.
TEST(LimitingCases, ContinuousPreferencesSegregateLessThanThresholds) {
  for (const double slope : {1.0, 2.0}) {
    const auto step =
        run_lattice(lattice(UtilityForm::threshold, slope, 0.5), 3);
    const auto line = run_lattice(lattice(UtilityForm::linear, slope, 0.5), 3);
    EXPECT_GT(mean(step, LatticeMeasure::own_share),
              mean(line, LatticeMeasure::own_share) + 0.02)
        << slope;
  }
}

TEST(LimitingCases, RandomMovesMix) {
  const auto noisy = run_lattice(lattice(UtilityForm::threshold, 0.5, 0.5), 2);
  const auto quiet = run_lattice(lattice(UtilityForm::threshold, 6.0, 0.5), 2);
  EXPECT_LT(mean(noisy, LatticeMeasure::own_share), 0.60);
  EXPECT_GT(mean(quiet, LatticeMeasure::own_share), 0.75);
}

TEST(LimitingCases, OneGroupThatMindsLeavesMixedAndSeparatePatches) {
  LatticeCase spec = lattice(UtilityForm::threshold, 8.0, 0.5);
  const auto both = run_lattice(spec, 2);
  spec.alpha = {1.0, 0.0};
  const auto one = run_lattice(spec, 2);
  spec.alpha = {0.0, 0.0};
  const auto none = run_lattice(spec, 2);
  EXPECT_GT(mean(one, LatticeMeasure::mixed),
            mean(both, LatticeMeasure::mixed) + 0.1);
  EXPECT_LT(mean(one, LatticeMeasure::mixed),
            mean(none, LatticeMeasure::mixed) - 0.1);
  EXPECT_GT(mean(one, LatticeMeasure::apart), 0.0);
}

TEST(LimitingCases, NearbyChoiceSetsKeepApartAndFewLooksMix) {
  const auto run = [](double delta, int looked_at) {
    const ChoiceSetCase spec{
        .delta = delta, .looked_at = looked_at, .side = 6, .households = 100};
    return summarise(run_choice_sets(spec, 4)).mean[1];
  };
  const double everywhere = run(0.0, 0);
  EXPECT_GT(run(2.2, 0), everywhere + 0.1);
  EXPECT_LT(run(0.0, 5), everywhere - 0.05);
  // K-convergence: less than half of the difference at 5 looks is left.
  EXPECT_NEAR(run(0.0, 100), everywhere, 0.04);
}

TEST(LimitingCases, AlphaOneIsFlatAlphaZeroDecaysAboveOneTips) {
  constexpr int replicates = 8;
  const Summary one = summarise(run_urn(1.0, 6, 150, 4, replicates));
  EXPECT_LT(std::abs(one.mean[1] - one.mean[0]), 3 * one.error[1]);
  const Summary none = summarise(run_urn(0.0, 6, 150, 4, 4));
  // Who has not moved keeps its place: D falls as exp(-m t), down to what
  // chance leaves in zones of 150 (0.04 to 0.06).
  const double expected = none.mean[0] * std::exp(-1.0);
  EXPECT_GT(none.mean[1], expected - 3 * none.error[1]);
  EXPECT_LT(none.mean[1], expected + 0.03);
  EXPECT_GT(summarise(run_urn(1.5, 6, 150, 4, 2)).mean[1], none.mean[0] + 0.08);
}

TEST(LimitingCases, MonthlyAndQuarterlyTicksAgree) {
  constexpr int replicates = 6;
  for (const double alpha : {0.0, 0.7}) {
    const Summary quarters = summarise(run_urn(alpha, 6, 150, 4, replicates));
    const Summary months = summarise(run_urn(alpha, 6, 150, 12, replicates));
    for (const std::size_t measure : {1U, 2U}) {
      EXPECT_NEAR(
          quarters.mean[measure],
          months.mean[measure],
          4 * std::hypot(quarters.error[measure], months.error[measure]))
          << alpha;
    }
  }
}

TEST(LimitingCases, QuotaLowersDAndOpensGaps) {
  const Summary change = paired(run_quota(2.0, 6, 3), run_quota(0.35, 6, 3));
  EXPECT_LT(change.mean[0], -0.15);
  EXPECT_LT(change.mean[1], -0.05);
  EXPECT_GT(change.mean[2], 0.0);
}

TEST(LimitingCases, ChoiceBasedLettingsConcentrateTheMinority) {
  const Summary change = paired(run_letting_rule(0.0, 0.1, 6, 4),
                                run_letting_rule(1.0, 0.1, 6, 4));
  EXPECT_GT(change.mean[0], 0.1);
  EXPECT_GT(change.mean[1], 0.0);
}

TEST(LimitingCases, DispersalWearsOffByOnwardMoves) {
  const Summary change =
      paired(run_dispersal(0.0, 6, 4), run_dispersal(0.5, 6, 4));
  EXPECT_LT(change.mean[0], -0.06);
  EXPECT_GT(change.mean[1], change.mean[0] + 0.02);
  EXPECT_LT(change.mean[1], 0.0);
}

}  // namespace
}  // namespace mingle::test
