// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

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
  return {{"lever", "levers of the scenario, by label", std::move(labels)},
          {"lever_effect", "effects of levers", std::move(effects)}};
}

std::vector<TableSpec> lever_tables(const Plan& plan) {
  if (plan.empty()) return {};
  return {
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
       "the scenario leaves the rule as it is"}};
}

std::vector<std::vector<double>> lever_values(const Plan& plan,
                                              const Levers& levers) {
  if (plan.empty()) return {};
  std::vector<std::vector<double>> values(6);
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
  }
  return values;
}

}  // namespace mingle::levers
