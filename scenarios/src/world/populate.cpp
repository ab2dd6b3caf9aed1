// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "populate.h"

#include "alphas.h"

#include <algorithm>
#include <exception>

#include <mingle/engine/parallel.h>
#include <mingle/geo/adjacency.h>
#include <mingle/geo/zone_table.h>

namespace mingle {
namespace {

Rules make_rules(const Scenario& scenario, const World& world) {
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
  const bool full = scenario.housing.system == HousingSystem::full;
  set_alphas(scenario,
             world.groups,
             world.authorities,
             value[std::string{full ? "alpha_full" : "alpha"} +
                   (sampled ? "_sampled" : "")],
             rules);
  rules.utility.form = scenario.housing.utility;
  rules.utility.slope = value["utility_slope"];
  rules.utility.threshold = value["utility_threshold"];
  rules.utility.peak = value["utility_peak"];
  rules.utility.fall = value["utility_fall"];
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

void add_neighbours(const Scenario& scenario,
                    const ZoneLayer& layer,
                    World& world) {
  // Otherwise nobody looks at them.
  if (world.rules.w_adj == 0.0 && !scenario.contact.active) return;
  world.neighbours =
      queen_graph(layer.size(), find_touching_pairs(layer.shapes));
}

}  // namespace

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

void lay_out_area(const Scenario& scenario,
                  const StudyArea& area,
                  World& world) {
  ZoneTables tables = make_zone_tables(area.zones);
  world.zones = std::move(tables.zones);
  world.authorities = std::move(tables.authorities);
  world.groups = GroupScheme{area.ethnic_group.columns};
  world.rules = make_rules(scenario, world);
  world.ticks = scenario.time.ticks;
  add_neighbours(scenario, area.zones, world);
  index_world(world);
}

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

}  // namespace mingle
