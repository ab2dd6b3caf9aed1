// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_totals.h"
#include "housing_stock.h"
#include "migration_flows.h"
#include "populate.h"

#include <mingle/scenarios/build_world.h>

namespace mingle {
namespace {

/// Households by type, see World::type_of().
std::vector<std::int32_t> count_types(
    const std::vector<AuthorityPopulation>& populations,
    const World& world) {
  std::vector<std::int32_t> counts(world.types());
  for (std::size_t a = 0; a < populations.size(); ++a) {
    const AuthorityPopulation& population = populations[a];
    std::size_t member = 0;
    for (std::size_t i = 0; i < population.kinds.size(); ++i) {
      ++counts[world.type_of(
          a, population.members[member], population.kinds[i])];
      member += population.sizes[i];
    }
  }
  return counts;
}

}  // namespace

BuiltWorld build_world(const Scenario& scenario, const StudyArea& area) {
  BuiltWorld built;
  World& world = built.world;
  lay_out_area(scenario, area, world);
  const auto populations = synthesise_all(scenario, area, world);
  gather_communal(populations, world);
  world.flows = read_flows(scenario.migration.flows.string(),
                           world.authorities,
                           world.rules.stay_share,
                           built.notes);
  const auto now = count_types(populations, world);
  const bool follow = scenario.migration.totals == Totals::follow;
  world.targets.households = {now};
  if (follow) {
    world.targets = read_totals(scenario.migration.totals_file.string(),
                                world,
                                now,
                                scenario.time.start,
                                scenario.time.ticks);
  }
  const double vacancy_rate = scenario.parameters["vacancy_rate"];
  std::vector<PlannedDwelling> planned;
  if (scenario.housing.stock == Stock::follow) {
    planned = plan_growth(world, populations, now, vacancy_rate);
  }
  settle_households(populations, planned, vacancy_rate, world, built.start);
  if (follow) add_future_households(world, now, built.start.households);
  recount(world, built.start);
  for (const AuthorityPopulation& population : populations) {
    built.fits.push_back(population.fit);
  }
  return built;
}

}  // namespace mingle
