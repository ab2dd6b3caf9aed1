// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/assert.h>
#include <mingle/engine/hindcast/null_models.h>

namespace mingle::hindcast {
namespace {

/// Scales the people of each group so that its zones add up to its total.
/// @param values  zone-major; a group of nobody stays as it is
void scale_groups(const std::vector<double>& totals,
                  std::vector<double>& values) {
  const std::size_t groups = totals.size();
  for (std::size_t g = 0; g < groups; ++g) {
    double sum = 0;
    for (std::size_t i = g; i < values.size(); i += groups) sum += values[i];
    if (sum <= 0) continue;
    const double scale = totals[g] / sum;
    for (std::size_t i = g; i < values.size(); i += groups) values[i] *= scale;
  }
}

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Share of the authority's people in each zone.
std::vector<double> zone_weights(const PeopleTable& people) {
  std::vector<double> weights(people.zones());
  for (std::size_t z = 0; z < weights.size(); ++z) {
    weights[z] = people.total() > 0 ? people.zone_total(z) / people.total()
                                    : 1.0 / static_cast<double>(weights.size());
  }
  return weights;
}

/// Zone totals as given, or those of `people` scaled to all of the controls.
std::vector<double> expected_zone_totals(const PeopleTable& people,
                                         const Controls& controls) {
  if (!controls.zone_totals.empty()) return controls.zone_totals;
  std::vector<double> totals = zone_weights(people);
  const double all = sum_of(controls.group_totals);
  for (double& total : totals) total *= all;
  return totals;
}

std::vector<double> shares_of(const PeopleTable& people) {
  std::vector<double> shares(people.values().begin(), people.values().end());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double total = people.zone_total(i / people.groups());
    shares[i] = total > 0 ? shares[i] / total : 0;
  }
  return shares;
}

Controls totals_of(const PeopleTable& people) {
  return {{people.group_totals().begin(), people.group_totals().end()}, {}};
}

}  // namespace

PeopleTable frozen_composition(const PeopleTable& before,
                               const Controls& controls) {
  const double scale =
      before.total() > 0 ? sum_of(controls.group_totals) / before.total() : 0;
  std::vector<double> values(before.values().begin(), before.values().end());
  for (double& value : values) value *= scale;
  return {before.groups(), std::move(values)};
}

PeopleTable proportional(const PeopleTable& before, const Controls& controls) {
  const std::size_t groups = before.groups();
  const std::vector<double> weights = zone_weights(before);
  std::vector<double> values(before.values().size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t g = i % groups;
    const double had = before.group_total(g);
    values[i] = controls.group_totals[g] *
                (had > 0 ? before.values()[i] / had : weights[i / groups]);
  }
  return {groups, std::move(values)};
}

PeopleTable uniform_mixing(const PeopleTable& before,
                           const Controls& controls) {
  const std::size_t groups = before.groups();
  const std::vector<double> totals = expected_zone_totals(before, controls);
  const double all = sum_of(totals);
  std::vector<double> values(before.values().size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double weight = all > 0 ? totals[i / groups] / all : 0;
    values[i] = controls.group_totals[i % groups] * weight;
  }
  return {groups, std::move(values)};
}

PeopleTable additive_shift(const PeopleTable& before,
                           const Controls& controls) {
  const std::size_t groups = before.groups();
  const double all = sum_of(controls.group_totals);
  std::vector<double> shares = shares_of(before);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::size_t g = i % groups;
    shares[i] +=
        controls.group_totals[g] / all - before.group_total(g) / before.total();
  }
  return from_shares(shares,
                     expected_zone_totals(before, {controls.group_totals, {}}),
                     {controls.group_totals, {}});
}

PeopleTable raked(const PeopleTable& before, const Controls& controls) {
  MINGLE_EXPECT(!controls.zone_totals.empty());
  return rake(proportional(before, controls), controls);
}

PeopleTable momentum(const PeopleTable& earlier,
                     const PeopleTable& before,
                     const Controls& controls,
                     double factor) {
  const std::vector<double> then =
      shares_of(proportional(earlier, totals_of(before)));
  const std::vector<double> now = shares_of(before);
  const PeopleTable base = proportional(before, controls);
  std::vector<double> shares = shares_of(base);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i] += factor * (now[i] - then[i]);
  }
  return from_shares(shares, expected_zone_totals(base, controls), controls);
}

PeopleTable rake(const PeopleTable& start,
                 const Controls& controls,
                 double tolerance,
                 int rounds) {
  const std::size_t groups = start.groups();
  const std::size_t zones = start.zones();
  std::vector<double> values(start.values().begin(), start.values().end());
  for (int round = 0; round < rounds; ++round) {
    double worst = 0;
    for (std::size_t z = 0; z < zones; ++z) {
      double* row = values.data() + z * groups;
      const double sum = std::accumulate(row, row + groups, 0.0);
      if (sum <= 0) continue;
      const double scale = controls.zone_totals[z] / sum;
      worst = std::max(worst, std::abs(scale - 1));
      for (std::size_t g = 0; g < groups; ++g) row[g] *= scale;
    }
    scale_groups(controls.group_totals, values);
    if (worst < tolerance) break;
  }
  return {groups, std::move(values)};
}

PeopleTable from_shares(std::span<const double> shares,
                        std::span<const double> zone_totals,
                        const Controls& controls) {
  const std::size_t groups = controls.group_totals.size();
  std::vector<double> values(shares.size());
  for (std::size_t z = 0; z < zone_totals.size(); ++z) {
    double sum = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      sum += std::max(0.0, shares[z * groups + g]);
    }
    for (std::size_t g = 0; g < groups && sum > 0; ++g) {
      const std::size_t i = z * groups + g;
      values[i] = zone_totals[z] * std::max(0.0, shares[i]) / sum;
    }
  }
  scale_groups(controls.group_totals, values);
  PeopleTable people{groups, std::move(values)};
  return controls.zone_totals.empty() ? people : rake(people, controls);
}

}  // namespace mingle::hindcast
