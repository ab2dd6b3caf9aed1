// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

#include <array>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

/// How much likelier to leave or arrive a household is by the age of its
/// reference person, 18-34, 35-49, 50-64, 65 and more. The shape follows the
/// falling age profile of internal migration (Rogers and Castro 1981); the
/// numbers are a modeller's choice.
constexpr std::array<double, 4> migration_by_age{1.0, 0.5, 0.2, 0.1};

std::size_t age_class(int age) {
  if (age < 35) return 0;
  if (age < 50) return 1;
  return age < 65 ? 2 : 3;
}

}  // namespace

double migration_weight(int age) {
  return migration_by_age[age_class(age)];
}

double leaving_weight(const World& world,
                      const State& state,
                      HouseholdId household) {
  const PersonId first = state.households.first_member[household.index()];
  const auto sector = static_cast<std::size_t>(
      sector_of(tenure_of_kind(kind_of(state, household))));
  return migration_weight(state.persons.age(first, state.tick)) *
         world.rules.migration.leave_weight[sector];
}

std::vector<double> leaving_scales(const World& world, const State& state) {
  const std::size_t groups = world.base.groups.size();
  const HouseholdTable& table = state.households;
  std::vector<double> weights(world.leave_rates.size(), 0.0);
  std::vector<double> counts(world.leave_rates.size(), 0.0);
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.is_housed(HouseholdId{i})) continue;
    const std::size_t type =
        std::size_t{table.authorities[i]} * groups + table.groups[i];
    weights[type] += leaving_weight(world, state, HouseholdId{i});
    counts[type] += 1;
  }
  std::vector<double> scales(weights.size(), 1.0);
  for (std::size_t type = 0; type < weights.size(); ++type) {
    if (weights[type] > 0) scales[type] = counts[type] / weights[type];
  }
  return scales;
}

}  // namespace mingle::housing
