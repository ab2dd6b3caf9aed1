// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "rules_pulled.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::levers {
namespace {

/// Multiplies the income of a household; what a column of whole hundreds
/// cannot hold is rounded at random, so that small changes add up over many.
void scale_income(housing::State& state,
                  HouseholdId household,
                  double log_factor,
                  const LeverDraws& draws) {
  std::uint16_t& income = state.households.incomes[household.index()];
  const double u = draws.uniform(Purpose::lever_size,
                                 state.households.ids[household.index()],
                                 static_cast<std::uint64_t>(state.tick));
  const double wanted = income * std::exp(log_factor) + u;
  constexpr double most = std::numeric_limits<std::uint16_t>::max();
  income = static_cast<std::uint16_t>(std::clamp(wanted, 0.0, most));
}

/// Households of the participants, each once.
std::vector<HouseholdId> households_of(const std::vector<Participant>& people) {
  std::vector<HouseholdId> all;
  for (const Participant& one : people) all.push_back(one.household);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

void Incomes::change(const Plan& plan,
                     const std::vector<LeverAction>& actions,
                     std::uint64_t seed,
                     int replicate,
                     housing::State& state) {
  for (std::size_t i = 0; i < plan.levers.size(); ++i) {
    const PlannedLever& lever = plan.levers[i];
    const LeverDraws draws{
        seed, static_cast<std::uint64_t>(replicate), lever.stream};
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      const double value = actions[i].values[e];
      if (lever.zero || value == 0) continue;
      if (lever.effects[e].mechanism == Mechanism::income) {
        for (const HouseholdId household : households_of(actions[i].reached)) {
          scale_income(state, household, value, draws);
        }
      } else if (lever.effects[e].mechanism == Mechanism::next_generation) {
        for (const Participant& one : actions[i].reached) {
          later_.push_back(
              {state.tick + lever.lag, one.id, value, lever.stream});
        }
      }
    }
  }
  change_due(seed, replicate, state);
}

/// Finds the households of those whose time has come. Children who still
/// live with parents count as grown up by then; those who left the study are
/// not found.
void Incomes::change_due(std::uint64_t seed,
                         int replicate,
                         housing::State& state) {
  std::vector<Later> due;
  std::erase_if(later_, [&](const Later& one) {
    if (one.tick > state.tick) return false;
    due.push_back(one);
    return true;
  });
  if (due.empty()) return;
  const auto by_id = [](const Later& a, const Later& b) { return a.id < b.id; };
  std::stable_sort(due.begin(), due.end(), by_id);
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    const HouseholdId household{i};
    if (!state.households.is_housed(household)) continue;
    housing::for_members(state, household, [&](PersonId person) {
      const Later wanted{.id = state.persons.ids[person.index()]};
      const auto found =
          std::equal_range(due.begin(), due.end(), wanted, by_id);
      for (auto at = found.first; at != found.second; ++at) {
        scale_income(state,
                     household,
                     at->log_factor,
                     {seed, static_cast<std::uint64_t>(replicate), at->stream});
      }
    });
  }
}

}  // namespace mingle::levers
