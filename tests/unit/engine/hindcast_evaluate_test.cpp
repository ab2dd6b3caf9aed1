// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/evaluate.h>

namespace mingle::hindcast {
namespace {

/// Three authorities of two zones; D at the end .5, .3 and .1.
Panel three_authorities() {
  Panel panel;
  panel.groups = {"a", "b"};
  for (const char* code : {"A", "B", "C"}) {
    const std::size_t at = panel.zones.size();
    panel.authorities.push_back({code, code, "", at, at + 2});
    panel.zones.push_back(std::string{code} + "1");
    panel.zones.push_back(std::string{code} + "2");
  }
  panel.before = {50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50};
  panel.after = {75, 25, 25, 75, 65, 35, 35, 65, 55, 45, 45, 55};
  return panel;
}

const std::vector<GroupPair> pairs{{0, 1}};

/// Each authority its own fold, all eligible.
SpreadRule everywhere() {
  return {{0, 1, 2}, {{true, true, true}}};
}

/// D of .4, .3 and .2: errors -.1, 0 and +.1.
Forecast forecast() {
  return {"f",
          "invented",
          false,
          {{2, {70, 30, 30, 70}}, {2, {65, 35, 35, 65}}, {2, {60, 40, 40, 60}}},
          {}};
}

TEST(Evaluate, AuthoritiesThatWereNotForecastHaveNoScores) {
  const Panel panel = three_authorities();
  Forecast partial = forecast();
  partial.people[1] = {};
  partial.members = {{partial.people[0], partial.people[0]},
                     {},
                     {partial.people[2], partial.people[2]}};
  const ScoredForecast scored =
      score_forecast(panel, partial, pairs, everywhere());
  EXPECT_TRUE(scored.covers(0));
  EXPECT_FALSE(scored.covers(1));
  EXPECT_FALSE(scored.covers_all());
  EXPECT_TRUE(std::isnan(scored.scores[1].d[0]));
  const PooledScore score =
      pooled(scored, observe(panel, pairs), everywhere().eligible[0], 0);
  EXPECT_EQ(score.authorities, 2U);
  EXPECT_NEAR(score.rmse, 0.1, 1e-12);
}

TEST(Evaluate, PointForecastsGetTheErrorsMadeElsewhere) {
  const Panel panel = three_authorities();
  const ScoredForecast scored =
      score_forecast(panel, forecast(), pairs, everywhere());
  EXPECT_NEAR(scored.scores[0].d[0], 0.4, 1e-12);
  EXPECT_NEAR(scored.scores[0].misallocation, 0.05, 1e-12);
  EXPECT_NEAR(scored.scores[0].share_mse[0], 0.0025, 1e-12);
  // Elsewhere D was missed by 0 and -.1; about their mean +-.05: members .35
  // and .45, whose central 90% is .355 to .445.
  EXPECT_NEAR(scored.scores[0].interval[0].low, 0.355, 1e-12);
  EXPECT_NEAR(scored.scores[0].interval[0].high, 0.445, 1e-12);
  // Mean error .1, less .1 / 2 for the pair.
  EXPECT_NEAR(scored.scores[0].crps[0], 0.05, 1e-12);
}

TEST(Evaluate, DriftIsTheMeanErrorElsewhere) {
  const Panel panel = three_authorities();
  const ScoredForecast scored =
      score_forecast(panel, forecast(), pairs, everywhere());
  const ScoredForecast moved =
      with_drift(panel, scored, "g", "moved", pairs, everywhere());
  EXPECT_NEAR(moved.scores[0].d[0], 0.4 - 0.05, 1e-12);
  EXPECT_NEAR(moved.scores[1].d[0], 0.3, 1e-12);
  EXPECT_NEAR(moved.scores[2].d[0], 0.2 + 0.05, 1e-12);
  EXPECT_EQ(moved.scores[0].share_mse, scored.scores[0].share_mse);
}

TEST(Evaluate, EnsemblesAreJudgedByTheirMembers) {
  const Panel panel = three_authorities();
  Forecast ensemble = forecast();
  for (int a = 0; a < 3; ++a) {
    ensemble.members.push_back({{2, {60, 40, 40, 60}}, {2, {80, 20, 20, 80}}});
  }
  const ScoredForecast scored =
      score_forecast(panel, ensemble, pairs, everywhere());
  // D of members .2 and .6.
  EXPECT_NEAR(scored.scores[0].d[0], 0.4, 1e-12);
  EXPECT_NEAR(scored.scores[0].interval[0].low, 0.22, 1e-12);
  EXPECT_NEAR(scored.scores[0].crps[0], 0.2 - 0.2, 1e-12);
}

TEST(Evaluate, PooledScoresCountEligibleAuthoritiesOnly) {
  const Panel panel = three_authorities();
  const ScoredForecast scored =
      score_forecast(panel, forecast(), pairs, everywhere());
  const auto observed = observe(panel, pairs);
  EXPECT_NEAR(observed[2].d[0], 0.1, 1e-12);
  EXPECT_NEAR(observed[2].d_before[0], 0, 1e-12);
  const PooledScore two = pooled(scored, observed, {true, true, false}, 0);
  EXPECT_EQ(two.authorities, 2u);
  EXPECT_NEAR(two.bias, -0.05, 1e-12);
  EXPECT_NEAR(two.rmse, std::sqrt(0.005), 1e-12);
  EXPECT_NEAR(pooled_skill(panel, scored, scored, 0), 0, 1e-12);
}

TEST(Evaluate, EligibleNeedsBothGroupsAndZones) {
  Panel panel = three_authorities();
  panel.before[0] = panel.before[2] = 1;  // A has 2 of a and 100 of b
  const auto eligible = eligible_authorities(panel, pairs, 0.05, 2);
  EXPECT_EQ(eligible[0], (std::vector<bool>{false, true, true}));
  EXPECT_EQ(eligible_authorities(panel, pairs, 0.05, 3)[0],
            (std::vector<bool>{false, false, false}));
}

}  // namespace
}  // namespace mingle::hindcast
