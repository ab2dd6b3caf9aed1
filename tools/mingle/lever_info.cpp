// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lever_info.h"

#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/levers.h>

namespace mingle::tool {
namespace {

const char* mode_words(EffectMode mode) {
  switch (mode) {
    case EffectMode::fixed:
      return "fixed";
    case EffectMode::sampled:
      return "sampled";
    case EffectMode::zero:
      return "zero";
  }
  return "";
}

/// "beta(3, 17) in [0.05, 0.24]".
std::string prior_words(const LeverEffect& effect) {
  if (!effect.choices.empty()) {
    return fmt::format("one of {}", fmt::join(effect.choices, ", "));
  }
  const auto& limits = levers::info_of(effect.mechanism);
  const bool cut =
      effect.prior.low > limits.minimum || effect.prior.high < limits.maximum;
  if (!cut) return effect.prior_text;
  return fmt::format("{} in [{:g}, {:g}]",
                     effect.prior_text,
                     effect.prior.low,
                     effect.prior.high);
}

double unit_cost_of(const LeverEntry& entry, const LeverDefinition& lever) {
  // The bundle carries the cost of its parts.
  if (!entry.bundle.empty()) return 0;
  const auto cost = entry.unit_cost ? entry.unit_cost : lever.unit_cost;
  return cost ? *cost * entry.intensity
              : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<LeverInfo> lever_info(const Scenario& scenario) {
  std::vector<LeverInfo> all;
  for (const LeverEntry& entry : scenario.levers) {
    const LeverDefinition& lever = *shipped_levers().find(entry.id);
    LeverInfo info;
    info.label = entry.label;
    info.id = entry.id;
    info.name = lever.name;
    info.factors = fmt::format("{}", fmt::join(lever.factors, " "));
    info.what = lever.what;
    info.reaches = name_of(lever.reaches);
    info.mode = mode_words(entry.mode);
    info.grade = lever.evidence;
    info.evidence = lever.evidence_note;
    info.source = lever.source;
    info.legal_note = lever.legal_note;
    info.unit_cost = unit_cost_of(entry, lever);
    info.cost_per = name_of(lever.cost_per);
    info.cost_note =
        entry.unit_cost ? "given by the scenario" : lever.cost_note;
    all.push_back(std::move(info));
  }
  return all;
}

std::vector<LeverEffectInfo> lever_effect_info(const Scenario& scenario) {
  std::vector<LeverEffectInfo> all;
  for (const LeverEntry& entry : scenario.levers) {
    const LeverDefinition& lever = *shipped_levers().find(entry.id);
    for (const LeverEffect& effect : lever.effects) {
      const auto& mechanism = levers::info_of(effect.mechanism);
      LeverEffectInfo info;
      info.label = fmt::format("{}.{}", entry.label, effect.name());
      info.operator_name = effect.op();
      info.meaning = mechanism.meaning;
      info.unit = mechanism.unit;
      // A number of the scenario's own is an assumption of whoever wrote it.
      const bool given = entry.values.count(effect.mechanism) > 0;
      info.grade = effect.grade;
      info.prior = given ? "given by the scenario" : prior_words(effect);
      all.push_back(std::move(info));
    }
  }
  return all;
}

}  // namespace mingle::tool
