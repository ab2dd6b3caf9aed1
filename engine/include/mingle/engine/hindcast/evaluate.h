// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/panel.h>
#include <mingle/engine/hindcast/scores.h>

namespace mingle::hindcast {

/// One way of forecasting, for every authority of a panel. To score another
/// model (the engine itself, say), make one of these.
struct Forecast {
  std::string name;          ///< "n1", "twin", ...
  std::string words;         ///< for people
  bool zone_totals = false;  ///< was told the later total of each zone
  /// By authority; the ensemble's mean. Without zones where an authority was
  /// not forecast: its scores are NaN.
  std::vector<PeopleTable> people;
  /// Ensemble members by authority; empty where there is one forecast only.
  std::vector<std::vector<PeopleTable>> members;
};

/// The two groups whose D is followed.
struct GroupPair {
  std::size_t a = 0;
  std::size_t b = 0;
};

/// Scores of one forecast of one authority.
struct AuthorityScore {
  double misallocation = 0;
  std::vector<double> share_mse;   ///< by group
  std::vector<double> d;           ///< by pair, of the forecast
  double information = 0;          ///< H of the forecast
  std::vector<double> exposure;    ///< of a to b, by pair
  std::vector<double> crps;        ///< of D, by pair
  std::vector<Interval> interval;  ///< of D at 90%, by pair
};

/// What was there to be forecast.
struct Observed {
  std::vector<double> d_before;  ///< by pair
  std::vector<double> d;         ///< by pair
  std::vector<double> exposure;  ///< by pair
  double information = 0;
};

/// A forecast and its scores by authority.
struct ScoredForecast {
  std::string name;
  std::string words;
  bool zone_totals = false;
  std::vector<AuthorityScore> scores;

  /// Whether an authority was forecast.
  bool covers(std::size_t authority) const;
  bool covers_all() const;
};

/// Scores over many authorities, for one pair.
struct PooledScore {
  std::size_t authorities = 0;
  double rmse = 0;  ///< of D
  double bias = 0;  ///< mean of forecast less observed D
  double crps = 0;
  double interval = 0;  ///< interval score at 90%
  double coverage = 0;  ///< share of authorities inside the 90% interval
};

inline constexpr double interval_level = 0.9;

/// Scores a forecast. Where it has no members (then it must cover every
/// authority), D's chance is that of its own
/// errors elsewhere: D plus the errors made in the eligible authorities of
/// other folds, their mean taken off or left as `drift` says.
struct SpreadRule {
  std::vector<std::size_t> folds;
  std::vector<std::vector<bool>> eligible;  ///< by pair, by authority
};
ScoredForecast score_forecast(const Panel& panel,
                              const Forecast& forecast,
                              const std::vector<GroupPair>& pairs,
                              const SpreadRule& rule);

/// The same forecast with its mean error of D elsewhere taken off (N5 from
/// N4). Zones are untouched.
ScoredForecast with_drift(const Panel& panel,
                          const ScoredForecast& scored,
                          const std::string& name,
                          const std::string& words,
                          const std::vector<GroupPair>& pairs,
                          const SpreadRule& rule);

std::vector<Observed> observe(const Panel& panel,
                              const std::vector<GroupPair>& pairs);

/// Authorities where a pair is scored: group b had more than this share at
/// the start, group a too, and there are that many zones.
std::vector<std::vector<bool>> eligible_authorities(
    const Panel& panel,
    const std::vector<GroupPair>& pairs,
    double least_share = 0.05,
    std::size_t least_zones = 30);

/// Over the eligible authorities that were forecast.
PooledScore pooled(const ScoredForecast& scored,
                   const std::vector<Observed>& observed,
                   const std::vector<bool>& eligible,
                   std::size_t pair);

/// 1 - sum of squared share errors over those of another forecast, all
/// authorities together, weighted by people.
double pooled_skill(const Panel& panel,
                    const ScoredForecast& scored,
                    const ScoredForecast& null,
                    std::size_t group);

}  // namespace mingle::hindcast
