// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/entry_rules.h"

#include "toml_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <mingle/scenarios/levers.h>

namespace mingle {

ConfigProblem lever_problem(const LeverEntry& entry,
                            const std::string& problem,
                            std::string hint) {
  return {entry.file,
          entry.line,
          1,
          "lever",
          fmt::format("lever '{}': {}", printable(entry.label), problem),
          std::move(hint)};
}

namespace {

using levers::Mechanism;

/// Mechanisms that set a rule: two at once cannot both hold.
bool sets_rule(Mechanism mechanism) {
  return std::isnan(levers::info_of(mechanism).neutral) &&
         mechanism != Mechanism::dwellings &&
         mechanism != Mechanism::new_school;
}

std::optional<double> value_of(const LeverEntry& entry, Mechanism mechanism) {
  const auto given = entry.values.find(mechanism);
  if (given != entry.values.end()) return given->second;
  const LeverDefinition* lever = shipped_levers().find(entry.id);
  for (const LeverEffect& effect : lever->effects) {
    if (effect.mechanism == mechanism) return effect.value;
  }
  return std::nullopt;
}

bool share_time(const LeverEntry& a, const LeverEntry& b) {
  return a.first_tick < b.last_tick && b.first_tick < a.last_tick;
}

/// Whether both may act in one place. Conditions and codes of different kinds
/// cannot be compared before the study is known: they may.
bool may_share_place(const LeverEntry& a, const LeverEntry& b) {
  if (a.areas.empty() || b.areas.empty()) return true;
  // Authorities have codes E06 to E09, zones E00 and E01.
  const auto kind = [](const std::string& code) {
    return code.size() > 2 && code[1] == '0' && code[2] >= '6';
  };
  return std::any_of(a.areas.begin(), a.areas.end(), [&](const auto& code) {
    return std::any_of(b.areas.begin(), b.areas.end(), [&](const auto& other) {
      return code == other || kind(code) != kind(other);
    });
  });
}

bool may_share_groups(const LeverEntry& a, const LeverEntry& b) {
  if (a.groups.empty() || b.groups.empty()) return true;
  return std::any_of(a.groups.begin(), a.groups.end(), [&b](const auto& one) {
    return std::find(b.groups.begin(), b.groups.end(), one) != b.groups.end();
  });
}

void check_pair(const LeverEntry& a,
                const LeverEntry& b,
                std::vector<ConfigProblem>& problems) {
  if (!share_time(a, b) || !may_share_place(a, b) || !may_share_groups(a, b)) {
    return;
  }
  for (const auto& info : levers::all_mechanisms()) {
    if (!sets_rule(info.mechanism)) continue;
    const auto first = value_of(a, info.mechanism);
    const auto second = value_of(b, info.mechanism);
    const bool off = a.mode == EffectMode::zero || b.mode == EffectMode::zero;
    if (off || !first || !second || *first == *second) continue;
    problems.push_back(lever_problem(
        b,
        fmt::format("sets '{}' as lever '{}' ({}:{}) does, to another value, "
                    "at the same time and perhaps in the same place",
                    info.name,
                    a.label,
                    a.file,
                    a.line),
        "Keep one of the two, or give them dates or areas apart"));
  }
}

void check_shares(const LeverEntry& entry,
                  std::vector<ConfigProblem>& problems) {
  const auto points = entry.values.find(Mechanism::points_share);
  if (points == entry.values.end()) return;
  const double choice = value_of(entry, Mechanism::choice_share).value_or(0);
  if (choice + points->second <= 1 + 1e-9) return;
  problems.push_back(lever_problem(
      entry,
      fmt::format("choice_share {} and points_share {} are more than all "
                  "homes",
                  choice,
                  points->second),
      "What is left of 1 is offered directly"));
}

void check_links(const LeverEntry& entry,
                 const std::vector<LeverEntry>& entries,
                 std::vector<ConfigProblem>& problems) {
  const LeverDefinition* lever = shipped_levers().find(entry.id);
  const auto has = [&entries](const std::string& id) {
    return std::any_of(entries.begin(), entries.end(), [&id](const auto& one) {
      return one.id == id;
    });
  };
  if (!lever->follows.empty() && !has(lever->follows)) {
    problems.push_back(lever_problem(
        entry,
        fmt::format("reaches those whom '{}' reached, which the scenario does "
                    "not have",
                    lever->follows),
        "Add it with [[lever]]"));
  }
  for (const LeverEffect& effect : lever->effects) {
    const bool idle =
        !effect.of.empty() &&
        std::none_of(
            effect.of.begin(), effect.of.end(), [&](const std::string& id) {
              return id == "all" ? entries.size() > 1 : has(id);
            });
    if (!idle) continue;
    problems.push_back(lever_problem(
        entry,
        fmt::format("widens '{}', which the scenario does not have",
                    effect.of.front()),
        "Add it with [[lever]]"));
  }
}

}  // namespace

void check_entries(const std::vector<LeverEntry>& entries,
                   std::vector<ConfigProblem>& problems) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t j = i + 1; j < entries.size(); ++j) {
      check_pair(entries[i], entries[j], problems);
    }
    check_shares(entries[i], problems);
    check_links(entries[i], entries, problems);
  }
}

}  // namespace mingle
