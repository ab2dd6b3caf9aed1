// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/hindcast/evaluate.h>

namespace mingle::hindcast {
namespace {

/// Errors of D elsewhere: in eligible authorities of other folds.
std::vector<double> errors_elsewhere(const ScoredForecast& scored,
                                     const std::vector<Observed>& observed,
                                     const SpreadRule& rule,
                                     std::size_t pair,
                                     std::size_t authority) {
  std::vector<double> errors;
  for (std::size_t a = 0; a < observed.size(); ++a) {
    if (!rule.eligible[pair][a] || rule.folds[a] == rule.folds[authority]) {
      continue;
    }
    errors.push_back(observed[a].d[pair] - scored.scores[a].d[pair]);
  }
  return errors;
}

/// D plus an error made elsewhere can leave the range of D: no member may.
void judge(AuthorityScore& score,
           std::size_t pair,
           std::vector<double> members,
           double observed) {
  for (double& value : members) value = std::clamp(value, 0.0, 1.0);
  score.crps[pair] = crps(members, observed);
  score.interval[pair] = central_interval(members, interval_level);
}

AuthorityScore point_score(const PeopleTable& forecast,
                           const PeopleTable& after,
                           const std::vector<GroupPair>& pairs) {
  AuthorityScore score;
  score.misallocation = misallocation(forecast, after);
  for (std::size_t g = 0; g < after.groups(); ++g) {
    score.share_mse.push_back(share_mse(forecast, after, g));
  }
  for (const GroupPair& pair : pairs) {
    score.d.push_back(dissimilarity_of(forecast, pair.a, pair.b));
    score.exposure.push_back(exposure_of(forecast, pair.a, pair.b));
  }
  score.information = information_of(forecast);
  score.crps.resize(pairs.size());
  score.interval.resize(pairs.size());
  return score;
}

/// Scores of an authority that was not forecast.
AuthorityScore no_score(std::size_t groups, std::size_t pairs) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  AuthorityScore score;
  score.misallocation = score.information = unknown;
  score.share_mse.assign(groups, unknown);
  for (auto* values : {&score.d, &score.exposure, &score.crps}) {
    values->assign(pairs, unknown);
  }
  score.interval.assign(pairs, {unknown, unknown});
  return score;
}

/// Of an ensemble the mean of D, not D of the mean map, which is too even.
void take_means(AuthorityScore& score,
                const std::vector<PeopleTable>& members,
                const std::vector<GroupPair>& pairs,
                const Observed& observed) {
  const auto count = static_cast<double>(members.size());
  score.information = 0;
  for (const PeopleTable& member : members) {
    score.information += information_of(member) / count;
  }
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    std::vector<double> values;
    score.d[p] = score.exposure[p] = 0;
    for (const PeopleTable& member : members) {
      values.push_back(dissimilarity_of(member, pairs[p].a, pairs[p].b));
      score.d[p] += values.back() / count;
      score.exposure[p] += exposure_of(member, pairs[p].a, pairs[p].b) / count;
    }
    judge(score, p, values, observed.d[p]);
  }
}

}  // namespace

bool ScoredForecast::covers(std::size_t authority) const {
  return !std::isnan(scores[authority].misallocation);
}

bool ScoredForecast::covers_all() const {
  return std::all_of(scores.begin(), scores.end(), [](const auto& score) {
    return !std::isnan(score.misallocation);
  });
}

std::vector<Observed> observe(const Panel& panel,
                              const std::vector<GroupPair>& pairs) {
  std::vector<Observed> all;
  for (const PanelAuthority& each : panel.authorities) {
    const PeopleTable before = panel.before_of(each);
    const PeopleTable after = panel.after_of(each);
    Observed observed;
    for (const GroupPair& pair : pairs) {
      observed.d_before.push_back(dissimilarity_of(before, pair.a, pair.b));
      observed.d.push_back(dissimilarity_of(after, pair.a, pair.b));
      observed.exposure.push_back(exposure_of(after, pair.a, pair.b));
    }
    observed.information = information_of(after);
    all.push_back(std::move(observed));
  }
  return all;
}

std::vector<std::vector<bool>> eligible_authorities(
    const Panel& panel,
    const std::vector<GroupPair>& pairs,
    double least_share,
    std::size_t least_zones) {
  std::vector<std::vector<bool>> eligible(pairs.size());
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    for (const PanelAuthority& each : panel.authorities) {
      const PeopleTable before = panel.before_of(each);
      const double least = least_share * before.total();
      eligible[p].push_back(each.size() >= least_zones &&
                            before.group_total(pairs[p].a) > least &&
                            before.group_total(pairs[p].b) > least);
    }
  }
  return eligible;
}

ScoredForecast score_forecast(const Panel& panel,
                              const Forecast& forecast,
                              const std::vector<GroupPair>& pairs,
                              const SpreadRule& rule) {
  ScoredForecast scored{
      forecast.name, forecast.words, forecast.zone_totals, {}};
  const std::vector<Observed> observed = observe(panel, pairs);
  for (std::size_t a = 0; a < panel.authorities.size(); ++a) {
    if (forecast.people[a].zones() == 0) {
      scored.scores.push_back(no_score(panel.group_count(), pairs.size()));
      continue;
    }
    scored.scores.push_back(point_score(
        forecast.people[a], panel.after_of(panel.authorities[a]), pairs));
    if (forecast.members.empty()) continue;
    take_means(scored.scores[a], forecast.members[a], pairs, observed[a]);
  }
  if (!forecast.members.empty()) return scored;
  for (std::size_t a = 0; a < panel.authorities.size(); ++a) {
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      std::vector<double> members =
          errors_elsewhere(scored, observed, rule, p, a);
      double mean = 0;
      for (const double error : members) {
        mean += error / static_cast<double>(members.size());
      }
      for (double& value : members) value += scored.scores[a].d[p] - mean;
      judge(scored.scores[a], p, members, observed[a].d[p]);
    }
  }
  return scored;
}

ScoredForecast with_drift(const Panel& panel,
                          const ScoredForecast& scored,
                          const std::string& name,
                          const std::string& words,
                          const std::vector<GroupPair>& pairs,
                          const SpreadRule& rule) {
  const std::vector<Observed> observed = observe(panel, pairs);
  ScoredForecast moved = scored;
  moved.name = name;
  moved.words = words;
  for (std::size_t a = 0; a < panel.authorities.size(); ++a) {
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      std::vector<double> members =
          errors_elsewhere(scored, observed, rule, p, a);
      const auto count = static_cast<double>(members.size());
      double mean = 0;
      for (const double error : members) mean += error / count;
      for (double& value : members) value += scored.scores[a].d[p];
      if (!members.empty()) moved.scores[a].d[p] += mean;
      judge(moved.scores[a], p, members, observed[a].d[p]);
    }
  }
  return moved;
}

PooledScore pooled(const ScoredForecast& scored,
                   const std::vector<Observed>& observed,
                   const std::vector<bool>& eligible,
                   std::size_t pair) {
  PooledScore sum;
  std::vector<double> errors;
  for (std::size_t a = 0; a < observed.size(); ++a) {
    if (!eligible[a] || !scored.covers(a)) continue;
    const AuthorityScore& score = scored.scores[a];
    const double seen = observed[a].d[pair];
    errors.push_back(score.d[pair] - seen);
    sum.bias += errors.back();
    sum.crps += score.crps[pair];
    sum.interval += interval_score(score.interval[pair], seen, interval_level);
    sum.coverage += covers(score.interval[pair], seen) ? 1 : 0;
  }
  sum.authorities = errors.size();
  const auto count = static_cast<double>(errors.size());
  sum.rmse = root_mean_square(errors);
  for (double* value : {&sum.bias, &sum.crps, &sum.interval, &sum.coverage}) {
    *value /= count;
  }
  return sum;
}

double pooled_skill(const Panel& panel,
                    const ScoredForecast& scored,
                    const ScoredForecast& null,
                    std::size_t group) {
  double mse = 0;
  double mse_null = 0;
  for (std::size_t a = 0; a < panel.authorities.size(); ++a) {
    const double people = panel.after_of(panel.authorities[a]).total();
    if (std::isnan(scored.scores[a].share_mse[group])) continue;
    mse += people * scored.scores[a].share_mse[group];
    mse_null += people * null.scores[a].share_mse[group];
  }
  return skill(mse, mse_null);
}

}  // namespace mingle::hindcast
