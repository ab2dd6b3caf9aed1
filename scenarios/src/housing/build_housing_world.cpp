// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "check_rules.h"
#include "housing_rules.h"
#include "migration_rates.h"
#include "prices.h"
#include "release_memory.h"
#include "settle.h"
#include "supply.h"
#include "world/household_totals.h"
#include "world/populate.h"

#include <algorithm>
#include <cmath>
#include <exception>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>
#include <mingle/scenarios/build_housing_world.h>
#include <mingle/scenarios/plan_levers.h>

namespace mingle {
namespace {

constexpr double middle_decile = 5.5;

PeopleRules people_rules(const ParameterValues& value) {
  return {.other_share = value["composition_other"],
          .lone_parent = {value["lone_parent_2"],
                          value["lone_parent_3"],
                          value["lone_parent_4"]},
          .partner_spread = value["partner_spread"],
          .age_at_birth = value["age_at_birth"],
          .age_at_birth_spread = value["age_at_birth_spread"],
          .share_of_boys = value["share_of_boys"]};
}

/// What each table that is not there is replaced by.
void tell_missing(const HousingTables& tables,
                  std::vector<std::string>& notes) {
  const auto tell = [&notes](bool given, const char* words) {
    if (!given) notes.emplace_back(words);
  };
  tell(tables.bedrooms.has_value(),
       "no area.tables.bedrooms: bedrooms by household size and tenure as "
       "assumed");
  tell(tables.composition.has_value(),
       "no area.tables.composition: the share of households that are no "
       "single family is population.composition.other everywhere");
  tell(tables.age.has_value(),
       "no area.tables.age: every zone has the ages of England");
  tell(tables.social_class.has_value(),
       "no area.tables.social_class: class by tenure and age only");
  tell(tables.residence_length.has_value(),
       "no area.tables.residence_length: birth abroad by group and years "
       "since arrival as assumed");
  tell(!tables.deprivation.empty(),
       "no area.tables.deprivation: all zones are alike in quality");
}

std::vector<AuthorityPeople> make_all(
    const Scenario& scenario,
    const StudyArea& area,
    const mingle::World& base,
    const std::vector<AuthorityPopulation>& populations,
    const AttributeRules& attributes,
    const std::vector<double>& prices) {
  const ParameterValues& value = scenario.parameters;
  std::vector<AuthorityPeople> made(populations.size());
  std::vector<std::exception_ptr> failures(made.size());
  parallel_for_blocks(
      made.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        try {
          const double usual = value["house_price"];
          made[a] = make_people(
              {.area = area,
               .world = base,
               .authority = a,
               .population = populations[a],
               .people = people_rules(value),
               .attributes = attributes,
               .income_factor = std::pow(prices[a] / usual,
                                         value["income_price_elasticity"])});
        } catch (...) {
          failures[a] = std::current_exception();
        }
      });
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return made;
}

std::vector<std::int32_t> homes_by_cell(const housing::World& world,
                                        const housing::State& state) {
  std::vector<std::int32_t> homes(world.base.cells());
  for (const CellId cell : state.dwellings.cells) ++homes[cell.index()];
  return homes;
}

/// The file counts residents; those of communal establishments stay as they
/// are, so the totals of persons in households are without them.
std::vector<std::vector<std::int32_t>> follow_totals(
    const Scenario& scenario,
    const housing::State& state,
    const mingle::World& base) {
  const std::size_t groups = base.groups.size();
  std::vector<std::int32_t> communal(state.by_authority.size());
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const std::size_t a = base.zones.authorities[z].index();
    for (std::size_t g = 0; g < groups; ++g) {
      communal[a * groups + g] += base.communal.at(ZoneId{z}, g);
    }
  }
  std::vector<std::int32_t> residents = state.by_authority;
  for (std::size_t i = 0; i < residents.size(); ++i) {
    residents[i] += communal[i];
  }
  auto totals = read_person_totals(scenario.migration.totals_file.string(),
                                   base,
                                   residents,
                                   scenario.time.start,
                                   scenario.time.ticks);
  for (auto& tick : totals) {
    for (std::size_t i = 0; i < tick.size(); ++i) {
      tick[i] = std::max(0, tick[i] - communal[i]);
    }
  }
  return totals;
}

void set_targets(const Scenario& scenario,
                 const housing::State& state,
                 housing::World& world) {
  switch (scenario.migration.totals) {
    case Totals::free:
      return;
    case Totals::hold:
      world.targets.persons = {state.by_authority};
      return;
    case Totals::follow:
      world.targets.persons = follow_totals(scenario, state, world.base);
  }
}

}  // namespace

void plan_again(const Scenario& scenario,
                const StudyArea& area,
                BuiltHousingWorld& built) {
  built.lever_notes.clear();
  built.world.levers =
      plan_levers(scenario, area, built.world, built.lever_notes);
}

BuiltHousingWorld build_housing_world(const Scenario& scenario,
                                      const StudyArea& area) {
  release_memory();  // what reading left
  BuiltHousingWorld built;
  housing::World& world = built.world;
  mingle::World& base = world.base;
  lay_out_area(scenario, area, base);
  world.rules = housing_rules(scenario, base.groups);
  check_shares(world.rules);
  tell_missing(area.housing, built.notes);
  world.quality = area.housing.deprivation;
  if (world.quality.empty()) {
    world.quality.assign(base.zones.size(), middle_decile);
  }
  world.appeal = area.appeal;
  plan_again(scenario, area, built);
  const auto prices = mean_prices(scenario, area, base, built.notes);
  const AttributeRules attributes =
      attribute_rules(scenario.parameters, world.rules.mobility);
  auto populations = synthesise_all(scenario, area, base);
  gather_communal(populations, base);
  auto people = make_all(scenario, area, base, populations, attributes, prices);
  settle(scenario, populations, attributes, people, world, built.start);
  const auto homes = homes_by_cell(world, built.start);
  set_base_prices(scenario, prices, homes, world);
  if (!scenario.housing.supply_file.empty()) {
    world.supply = read_supply(scenario.housing.supply_file.string(),
                               base,
                               homes,
                               scenario.time.start,
                               scenario.time.ticks);
  }
  set_migration_rates(scenario, area, built.start, world, built.notes);
  set_targets(scenario, built.start, world);
  check_lettings(world, built.start);
  check_totals(scenario, world, built.start);
  for (std::size_t a = 0; a < populations.size(); ++a) {
    built.fits.push_back(populations[a].fit);
    built.housing_fits.push_back(std::move(people[a].fit));
  }
  populations = {};
  people = {};
  release_memory();
  return built;
}

}  // namespace mingle
