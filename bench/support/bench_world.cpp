// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bench_world.h"

#include <cstdlib>
#include <stdexcept>

#include <mingle/scenarios/build_world.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/stylised.h>

namespace mingle::bench {
namespace {

Scenario plain_scenario() {
  Scenario scenario;
  scenario.time.start = Date{2021, 1, 1};
  scenario.time.ticks = bench_ticks;
  return scenario;
}

std::pair<World, State> built(const Scenario& scenario, const StudyArea& area) {
  BuiltWorld made = build_world(scenario, area);
  return {std::move(made.world), std::move(made.start)};
}

}  // namespace

std::pair<World, State> stylised_world(const std::string& name, double times) {
  return built(plain_scenario(), make_stylised_area(name, times));
}

std::pair<World, State> england(const std::filesystem::path& shared) {
  const auto census = shared / "data/census2021";
  Scenario scenario = plain_scenario();
  scenario.area.name = "England";
  scenario.area.zones.file = shared / "data/boundaries/lsoa21_england.gpkg";
  scenario.area.zones.key = "LSOA21CD";
  scenario.area.zones.name = "LSOA21NM";
  scenario.area.zones.authority = "LAD22CD";
  scenario.area.zones.authority_name = "LAD22NM";
  auto& tables = scenario.area.tables;
  tables.ethnic_group = census / "ethnic_group_lsoa21.csv";
  tables.tenure = census / "tenure_households_lsoa21.csv";
  tables.household_size = census / "household_size_lsoa21_reconstructed.csv";
  tables.residence_type = census / "residence_type_lsoa21.csv";
  tables.tenure_by_group =
      shared / "data/crosstabs/tenure_by_ethnic_group_2021_8las.csv";
  scenario.migration.flows = shared / "data/flows/migration_lad_2021.csv";
  return built(scenario, load_study(scenario));
}

void choose(World& world, int sampled_dwellings) {
  world.rules.choice =
      sampled_dwellings == 0 ? ChoiceMode::exact : ChoiceMode::sampled;
  if (sampled_dwellings > 0) world.rules.sampled_dwellings = sampled_dwellings;
}

}  // namespace mingle::bench
