// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// Analytic anchors of the relocation model with w_adj = 0, no distance decay
// and no share floor: alpha = 1 keeps dissimilarity flat, alpha = 0 lets it
// decay as (1 - m)^t, alpha > 1 tips; looking at few dwellings pulls down.
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include <mingle/engine/indices.h>
#include <mingle/engine/step.h>
#include <mingle/test_support/small_world.h>

namespace mingle {
namespace {

constexpr int years = 10;
constexpr double annual_rate = 0.1;

/// One kind of dwelling, one person a household, two groups set apart.
std::pair<World, State> anchor_world(double alpha,
                                     ChoiceMode choice,
                                     int sampled_dwellings) {
  test::SmallWorld spec;
  spec.zones = 64;
  spec.groups = 2;
  spec.households = 400;
  spec.vacancy = 0.3;
  spec.uniform = true;
  spec.separation = 0.6;
  spec.rules.choice = choice;
  spec.rules.sampled_dwellings = sampled_dwellings;
  spec.rules.move_rates.fill(annual_rate);
  spec.rules.alpha.assign(2, alpha);
  spec.rules.delta = 0.0;
  spec.rules.kappa = 0.0;
  spec.rules.w_adj = 0.0;
  spec.rules.stay_share = 1.0;
  return test::make_small_world(spec);
}

double dissimilarity(const State& state) {
  return dissimilarity_matrix(state.residents)[1];
}

struct Ensemble {
  double start = 0;
  double mean = 0;            ///< of D after ten years
  double standard_error = 0;  ///< of that mean
  double drift() const { return mean - start; }
};

Ensemble simulate(const std::pair<World, State>& made, int replicates) {
  Ensemble ensemble;
  ensemble.start = dissimilarity(made.second);
  Stepper stepper{made.first, 2021};
  double sum = 0;
  double squares = 0;
  for (int replicate = 0; replicate < replicates; ++replicate) {
    State state = made.second;
    state.replicate = replicate;
    for (int tick = 0; tick < years * ticks_per_year; ++tick) {
      stepper.step(state);
    }
    const double d = dissimilarity(state);
    sum += d;
    squares += d * d;
  }
  ensemble.mean = sum / replicates;
  const double variance = (squares - sum * sum / replicates) / (replicates - 1);
  ensemble.standard_error = std::sqrt(variance / replicates);
  return ensemble;
}

TEST(Anchors, AlphaOneIsFlatInExactModeAndSamplingPullsDown) {
  constexpr int replicates = 24;
  const auto exact =
      simulate(anchor_world(1.0, ChoiceMode::exact, 20), replicates);
  const auto hundred =
      simulate(anchor_world(1.0, ChoiceMode::sampled, 100), replicates);
  const auto twenty =
      simulate(anchor_world(1.0, ChoiceMode::sampled, 20), replicates);
  RecordProperty("exact", std::to_string(exact.drift()));
  RecordProperty("exact_standard_error", std::to_string(exact.standard_error));
  RecordProperty("sampled_100", std::to_string(hundred.drift()));
  RecordProperty("sampled_20", std::to_string(twenty.drift()));
  EXPECT_LT(std::abs(exact.drift()), 3.0 * exact.standard_error);
  EXPECT_GT(std::abs(twenty.drift()), std::abs(hundred.drift()));
  EXPECT_GT(std::abs(hundred.drift()), std::abs(exact.drift()));
  EXPECT_LT(twenty.drift(), -3.0 * twenty.standard_error);
}

TEST(Anchors, AlphaZeroDecaysGeometrically) {
  const auto blind = simulate(anchor_world(0.0, ChoiceMode::exact, 20), 8);
  // Households that never moved keep their share of the starting D; movers
  // spread evenly, so D(t) = D(0) exp(-rate t), up to the floor that the
  // chance unevenness of 400 persons a zone sets.
  const double expected = blind.start * std::exp(-annual_rate * years);
  EXPECT_NEAR(blind.mean, expected, 0.02);
  EXPECT_GT(blind.mean, expected - 3.0 * blind.standard_error - 0.005);
}

TEST(Anchors, AlphaAboveOneTips) {
  const auto attracted = simulate(anchor_world(1.5, ChoiceMode::exact, 20), 4);
  EXPECT_GT(attracted.drift(), 0.05);
}

TEST(Anchors, TurnoverIsTheHazard) {
  const auto made = anchor_world(1.0, ChoiceMode::exact, 20);
  State state = made.second;
  Stepper stepper{made.first, 7};
  double moves = 0;
  for (int tick = 0; tick < 16; ++tick) {
    const TickFlows& flows = stepper.step(state);
    moves += static_cast<double>(std::accumulate(
        flows.moves_by_tenure.begin(), flows.moves_by_tenure.end(), 0L));
    moves += static_cast<double>(std::accumulate(
        flows.unplaced_by_tenure.begin(), flows.unplaced_by_tenure.end(), 0L));
  }
  const double households = static_cast<double>(state.households.size());
  const double expected =
      16 * households * (1 - std::exp(-annual_rate * tick_years));
  EXPECT_NEAR(moves, expected, 4 * std::sqrt(expected));
}

}  // namespace
}  // namespace mingle
