// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_totals.h"
#include "housing_stock.h"
#include "migration_flows.h"

#include <exception>
#include <numeric>

#include <mingle/engine/parallel.h>
#include <mingle/geo/adjacency.h>
#include <mingle/geo/zone_table.h>
#include <mingle/scenarios/build_world.h>

namespace mingle {
namespace {

Rules make_rules(const Scenario& scenario, const GroupScheme& groups) {
  const ParameterValues& value = scenario.parameters;
  Rules rules;
  const bool sampled = scenario.housing.choice == Choice::sampled;
  rules.choice = sampled ? ChoiceMode::sampled : ChoiceMode::exact;
  rules.sampled_dwellings = static_cast<int>(value["sampled_dwellings"]);
  rules.rounds = static_cast<int>(value["rounds"]);
  for (const Tenure tenure : all_tenures) {
    rules.move_rates[static_cast<std::size_t>(tenure)] =
        value["move_rate_" + std::string{name_of(tenure)}];
  }
  rules.alpha.assign(groups.size(), value[sampled ? "alpha_sampled" : "alpha"]);
  for (const auto& [name, alpha] : scenario.housing.alpha_by_group) {
    const auto group = groups.find(name);
    if (group) rules.alpha[group->index()] = alpha;
  }
  rules.arrival_elasticity = value["arrival_elasticity"];
  rules.delta = value["delta"];
  rules.kappa = value["kappa"];
  rules.w_adj = value["w_adj"];
  rules.stay_share = value["stay_share"];
  return rules;
}

PopulationParameters population_parameters(const ParameterValues& value) {
  PopulationParameters parameters;
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    const auto category = static_cast<HrpCategory>(c);
    parameters.headship[c] =
        value["headship_" + std::string{name_of(category)}];
  }
  parameters.mixed_hrp_mean_size = value["mixed_hrp_mean_size"];
  return parameters;
}

/// Rows of the study's tables that belong to one authority.
ZoneCounts rows_of(const CountTable& table,
                   const std::vector<ZoneId>& zones,
                   std::size_t columns) {
  ZoneCounts counts{zones.size(), columns};
  for (std::size_t z = 0; z < zones.size(); ++z) {
    for (std::size_t c = 0; c < columns; ++c) {
      counts.at(ZoneId{z}, c) = table.at(zones[z].index(), c);
    }
  }
  return counts;
}

TenureByGroup pool(const std::vector<TenureByGroup>& tables) {
  TenureByGroup pooled;
  for (const TenureByGroup& table : tables) {
    for (std::size_t c = 0; c < hrp_category_count; ++c) {
      for (std::size_t t = 0; t < TenureByGroup::tenures; ++t) {
        pooled.households[c][t] += table.households[c][t];
      }
    }
  }
  return pooled;
}

AuthorityTables tables_of(const StudyArea& area,
                          const World& world,
                          std::size_t authority) {
  const auto& zones = world.authorities.zones[authority];
  AuthorityTables tables;
  for (const ZoneId zone : zones) {
    tables.zone_codes.push_back(world.zones.codes[zone.index()]);
    tables.communal.push_back(area.residence_type.at(
        zone.index(),
        *area.residence_type.column("in_communal_establishment")));
  }
  tables.residents = rows_of(area.ethnic_group, zones, world.groups.size());
  tables.tenure = rows_of(area.tenure, zones, tenure_count);
  tables.size = rows_of(area.household_size, zones, size_class_count);
  for (const TenureByGroup& table : area.tenure_by_group) {
    if (table.authority == world.authorities.codes[authority]) {
      tables.tenure_by_group = table;
    }
  }
  tables.pooled = pool(area.tenure_by_group);
  return tables;
}

/// Households of every authority, made in parallel; the first error by
/// authority is thrown.
std::vector<AuthorityPopulation> synthesise_all(const Scenario& scenario,
                                                const StudyArea& area,
                                                const World& world) {
  const PopulationParameters parameters =
      population_parameters(scenario.parameters);
  std::vector<AuthorityPopulation> made(world.authorities.size());
  std::vector<std::exception_ptr> failures(made.size());
  parallel_for_blocks(
      made.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        try {
          made[a] = synthesise(world.authorities.codes[a],
                               world.groups,
                               tables_of(area, world, a),
                               parameters);
        } catch (...) {
          failures[a] = std::current_exception();
        }
      });
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return made;
}

void gather_communal(const std::vector<AuthorityPopulation>& populations,
                     World& world) {
  world.communal = GroupCounts{world.zones.size(), world.groups.size()};
  for (std::size_t a = 0; a < populations.size(); ++a) {
    const auto& zones = world.authorities.zones[a];
    for (std::size_t z = 0; z < zones.size(); ++z) {
      const auto from = populations[a].communal.row(ZoneId{z});
      std::copy(from.begin(), from.end(), world.communal.row(zones[z]).begin());
    }
  }
}

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

void add_neighbours(const ZoneLayer& layer, World& world) {
  if (world.rules.w_adj == 0.0) return;  // nobody looks at them
  world.neighbours =
      queen_graph(layer.size(), find_touching_pairs(layer.shapes));
}

}  // namespace

BuiltWorld build_world(const Scenario& scenario, const StudyArea& area) {
  BuiltWorld built;
  World& world = built.world;
  ZoneTables tables = make_zone_tables(area.zones);
  world.zones = std::move(tables.zones);
  world.authorities = std::move(tables.authorities);
  world.groups = GroupScheme{area.ethnic_group.columns};
  world.rules = make_rules(scenario, world.groups);
  world.ticks = scenario.time.ticks;
  add_neighbours(area.zones, world);
  index_world(world);

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
