// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/levers/pull.h>

namespace mingle::levers {
namespace {

/// First ages of the bands after the first.
constexpr std::array<int, age_band_count - 1> band_starts{16, 25, 45, 65};

template <class Counts>
void append(std::vector<double>& to, const Counts& counts) {
  for (const std::int64_t count : counts) {
    to.push_back(static_cast<double>(count));
  }
}

}  // namespace

std::size_t age_band_of(int age) {
  return static_cast<std::size_t>(
      std::upper_bound(band_starts.begin(), band_starts.end(), age) -
      band_starts.begin());
}

std::size_t fifth_of_decile(double decile) {
  const double fifth = std::ceil(decile / 2.0) - 1.0;
  return static_cast<std::size_t>(
      std::clamp(fifth, 0.0, static_cast<double>(fifth_count - 1)));
}

std::vector<std::string> fifth_names() {
  return {"1_most_deprived", "2", "3", "4", "5_least_deprived"};
}

std::vector<ScaleSpec> lever_scales(const Plan& plan) {
  if (plan.empty()) return {};
  std::vector<std::string> labels;
  std::vector<std::string> effects;
  for (const PlannedLever& lever : plan.levers) {
    labels.push_back(lever.label);
    for (const PlannedEffect& effect : lever.effects) {
      effects.push_back(lever.label + '.' +
                        std::string{info_of(effect.mechanism).name});
    }
  }
  std::vector<ScaleSpec> scales{
      {"lever", "levers of the scenario, by label", std::move(labels)},
      {"lever_effect", "effects of levers", std::move(effects)},
      {"age_band",
       "age in years",
       {"under_16", "16_to_24", "25_to_44", "45_to_64", "65_plus"}},
      {"sex", "sex", {"female", "male"}}};
  if (plan.knows_deprivation) {
    scales.push_back(
        {"deprivation_fifth",
         "fifth of England's zones by deprivation, from the decile",
         fifth_names()});
  }
  return scales;
}

std::vector<TableSpec> lever_tables(const Plan& plan) {
  if (plan.empty()) return {};
  std::vector<TableSpec> tables{
      {"/levers/people",
       {"lever"},
       "1",
       "people who were reached in the quarter"},
      {"/levers/person_hours",
       {"lever"},
       "h",
       "hours that people spent on it in the quarter"},
      {"/levers/cost",
       {"lever"},
       "GBP",
       "pounds spent in the quarter; NaN where what it costs is not known"},
      {"/levers/zones", {"lever"}, "1", "zones that take part in the quarter"},
      {"/levers/homes", {"lever"}, "1", "homes built in the quarter"},
      {"/levers/effect",
       {"lever_effect"},
       "1",
       "size of the effect in the replicate, drawn or given; NaN where "
       "the scenario leaves the rule as it is"},
      {"/levers/coverage",
       {"lever"},
       "1",
       "share of the target that is offered a place in a year, drawn or given"},
      {"/levers/people_by_group",
       {"lever", "group"},
       "1",
       "people who were reached in the quarter, by group"},
      {"/levers/people_by_age",
       {"lever", "age_band"},
       "1",
       "people who were reached in the quarter, by age"},
      {"/levers/people_by_sex",
       {"lever", "sex"},
       "1",
       "people who were reached in the quarter, by sex"}};
  if (plan.knows_deprivation) {
    tables.push_back({"/levers/people_by_deprivation",
                      {"lever", "deprivation_fifth"},
                      "1",
                      "people who were reached in the quarter, by deprivation "
                      "of their zone"});
  }
  return tables;
}

std::vector<std::vector<double>> lever_values(const Plan& plan,
                                              const Levers& levers) {
  if (plan.empty()) return {};
  std::vector<std::vector<double>> values(plan.knows_deprivation ? 11 : 10);
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const LeverAction& action = levers.actions()[i];
    const auto zones =
        action.on ? std::count(action.zones.begin(), action.zones.end(), 1) : 0;
    values[0].push_back(static_cast<double>(action.people));
    values[1].push_back(action.hours);
    values[2].push_back(action.cost);
    values[3].push_back(static_cast<double>(zones));
    values[4].push_back(action.dwellings);
    values[5].insert(
        values[5].end(), action.values.begin(), action.values.end());
    values[6].push_back(action.coverage);
    append(values[7], action.counts.by_group);
    append(values[8], action.counts.by_age);
    append(values[9], action.counts.by_sex);
    if (plan.knows_deprivation) append(values[10], action.counts.by_fifth);
  }
  return values;
}

}  // namespace mingle::levers
