// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/proportional_fit.h"
#include "housing/zone_people.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/scenarios/build_housing_world.h>
#include <mingle/scenarios/build_world.h>
#include <mingle/scenarios/stylised.h>

namespace mingle {
namespace {

using housing::Sector;

const StudyArea& peterborough() {
  static const StudyArea area = make_stylised_area("peterborough");
  return area;
}

Scenario full_scenario(int ticks = 8) {
  Scenario scenario;
  scenario.time.start = {2021, 1, 1};
  scenario.time.ticks = ticks;
  scenario.run.seed = 1;
  scenario.housing.system = HousingSystem::full;
  scenario.migration.totals = Totals::free;
  return scenario;
}

const BuiltHousingWorld& built_peterborough() {
  static const BuiltHousingWorld built =
      build_housing_world(full_scenario(), peterborough());
  return built;
}

TEST(BuildHousingWorld, KeepsResidentsGroupsAndTenures) {
  const BuiltHousingWorld& built = built_peterborough();
  EXPECT_EQ(housing::inconsistencies(built.world, built.start),
            std::vector<std::string>{});
  Scenario plain = full_scenario();
  plain.housing.system = HousingSystem::relocation;
  plain.migration.totals = Totals::hold;
  const BuiltWorld other = build_world(plain, peterborough());
  EXPECT_EQ(built.start.residents, other.start.residents);
  EXPECT_EQ(built.start.by_group, other.start.by_group);
  EXPECT_EQ(built.start.by_tenure, other.start.by_tenure);
}

TEST(BuildHousingWorld, GivesEveryPersonAPlausiblePlace) {
  const housing::State& state = built_peterborough().start;
  std::set<std::uint64_t> ids{state.persons.ids.begin(),
                              state.persons.ids.end()};
  EXPECT_EQ(ids.size(), state.persons.size());
  std::int64_t couples = 0;
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    const PersonId first = state.households.first_member[i];
    ASSERT_GE(state.persons.age(first, 0), housing::adult_age);
    if (!housing::has_flag(state.households.flags[i],
                           housing::HouseholdFlag::couple)) {
      continue;
    }
    ++couples;
    const PersonId partner = state.persons.next[first.index()];
    ASSERT_TRUE(partner.exists());
    ASSERT_GE(state.persons.age(partner, 0), housing::adult_age);
    ASSERT_NE(state.persons.sexes[partner.index()],
              state.persons.sexes[first.index()]);
  }
  // About half of all households of England have a couple (Census 2021).
  EXPECT_NEAR(static_cast<double>(couples) /
                  static_cast<double>(state.households.size()),
              0.5,
              0.08);
}

TEST(BuildHousingWorld, PricesMeanWhatTheTableSays) {
  StudyArea area = peterborough();
  area.housing.house_prices = {{area.zones.authorities.front(), 200'000.0}};
  const BuiltHousingWorld built = build_housing_world(full_scenario(), area);
  double sum = 0;
  for (const CellId cell : built.start.dwellings.cells) {
    const std::size_t kind = built.world.base.kind_of(cell);
    // Prices of all homes as if for sale: those of the owner cell alike.
    const auto owner = built.world.base.cell(
        built.world.base.zone_of(cell),
        kind_of(Tenure::owned_mortgage, housing::bedrooms_of_kind(kind)));
    sum += built.world.base_prices[owner.index()];
  }
  EXPECT_NEAR(
      sum / static_cast<double>(built.start.dwellings.size()), 200'000.0, 1.0);
  EXPECT_EQ(std::count_if(built.notes.begin(),
                          built.notes.end(),
                          [](const std::string& note) {
                            return note.find("house price") !=
                                   std::string::npos;
                          }),
            0);
}

TEST(BuildHousingWorld, SaysWhatIsAssumed) {
  const auto& notes = built_peterborough().notes;
  for (const char* words : {"no area.tables.age",
                            "no area.tables.bedrooms",
                            "no area.tables.deprivation",
                            "no migration.flows",
                            "no mobility by group"}) {
    EXPECT_TRUE(std::any_of(notes.begin(),
                            notes.end(),
                            [words](const std::string& note) {
                              return note.find(words) != std::string::npos;
                            }))
        << words;
  }
}

TEST(BuildHousingWorld, TakesItsTablesFromTheStudyArea) {
  StudyArea area = peterborough();
  const std::size_t zones = area.zones.size();
  CountTable bedrooms;
  bedrooms.keys = area.zones.codes;
  bedrooms.columns = {"bedrooms_1", "bedrooms_2", "bedrooms_3", "bedrooms_4"};
  CountTable ages;
  ages.keys = area.zones.codes;
  ages.columns = {"age_0", "age_30", "age_31"};
  for (std::size_t z = 0; z < zones; ++z) {
    bedrooms.values.insert(bedrooms.values.end(), {0, 100, 0, 0});
    ages.values.insert(ages.values.end(), {0, 100, 0});
  }
  area.housing.bedrooms = bedrooms;
  area.housing.age = AgeTable{{0, 30, 31}, ages};
  const BuiltHousingWorld built = build_housing_world(full_scenario(), area);
  for (const CellId cell : built.start.dwellings.cells) {
    ASSERT_EQ(housing::bedrooms_of_kind(built.world.base.kind_of(cell)), 1U);
  }
  for (std::size_t i = 0; i < built.start.persons.size(); ++i) {
    ASSERT_EQ(built.start.persons.age(PersonId{i}, 0), 30);
  }
}

/// Share of homes of a sector whose household came within `ticks`.
double newcomers(const housing::State& state, Sector sector, int ticks) {
  double all = 0;
  double recent = 0;
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    if (!state.households.is_housed(HouseholdId{i})) continue;
    const std::size_t kind = housing::kind_of(state, HouseholdId{i});
    if (housing::sector_of(housing::tenure_of_kind(kind)) != sector) continue;
    all += 1;
    recent += state.households.moved_in[i] >= state.tick - ticks ? 1 : 0;
  }
  return recent / all;
}

/// English Housing Survey 2021-22: 14% of owners, 17% of social and 50% of
/// private renters resident less than three years (model.md, 2.8). The start
/// is drawn with those rates, so three years must be simulated to test them.
TEST(HousingRun, TurnoverIsNearTheHousingSurvey) {
  const BuiltHousingWorld& built = built_peterborough();
  housing::State state = built.start;
  housing::Stepper stepper{built.world, 1};
  while (state.tick < 12) stepper.step(state);
  const double owner = newcomers(state, Sector::owner, 12);
  const double social = newcomers(state, Sector::social, 12);
  const double renters = newcomers(state, Sector::private_rented, 12);
  RecordProperty("owner", std::to_string(owner));
  RecordProperty("social", std::to_string(social));
  RecordProperty("private", std::to_string(renters));
  // An invented area without tables of migration: near, not within 10%.
  EXPECT_NEAR(owner, 0.14, 0.05);
  // Transfers of tenants in need come on top of the table's moves.
  EXPECT_NEAR(social, 0.17, 0.06);
  EXPECT_NEAR(renters, 0.50, 0.08);
}

TEST(ZonePeople, MeetsTheAgesExactly) {
  // 3 singles, 2 pairs, a family of 5.
  const std::vector<std::uint8_t> sizes{1, 1, 1, 2, 2, 5};
  std::vector<std::uint8_t> kinds;
  for (const std::uint8_t size : sizes) {
    kinds.push_back(static_cast<std::uint8_t>(
        kind_of(Tenure::private_rented, size_class_of(size))));
  }
  const ZoneHouseholds households{kinds, sizes};
  AgeCounts ages{};
  for (const std::size_t age : {20U, 33U, 35U, 41U, 70U, 71U, 80U, 90U}) {
    ages[age] = 1;
  }
  ages[4] = 2;
  ages[9] = 2;
  Draws draws{{.subject = 5, .purpose = Purpose::test}};
  ZonePeople people;
  choose_types(households, {0.1, {0.2, 0.3, 0.2}}, 0.0, 4, draws, people);
  give_ages(households, {}, ages, draws, people);
  AgeCounts made{};
  for (const std::uint8_t age : people.ages) ++made[age];
  EXPECT_EQ(made, ages);
  EXPECT_EQ(people.grown_up, 0);
}

TEST(ZonePeople, CountsMinorsAsAdultsOnlyWhereItMust) {
  const std::vector<std::uint8_t> sizes{1, 1};
  const std::vector<std::uint8_t> kinds{0, 0};
  const ZoneHouseholds households{kinds, sizes};
  AgeCounts ages{};
  ages[40] = 1;
  ages[6] = 1;
  Draws draws{{.subject = 5, .purpose = Purpose::test}};
  ZonePeople people;
  choose_types(households, {}, 0.0, 1, draws, people);
  give_ages(households, {}, ages, draws, people);
  EXPECT_EQ(people.grown_up, 1);
  std::vector<std::uint8_t> sorted = people.ages;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted, (std::vector<std::uint8_t>{18, 40}));
}

TEST(ProportionalFit, MeetsRowsAndColumns) {
  Weights weights{2, 3};
  std::fill(weights.values.begin(), weights.values.end(), 1.0);
  weights.at(0, 2) = 0.0;
  const std::vector<double> rows{30, 70};
  fit_proportionally(rows, {20, 30, 50}, weights);
  EXPECT_NEAR(weights.at(0, 0) + weights.at(1, 0), 20, 1e-3);
  EXPECT_NEAR(weights.at(0, 2) + weights.at(1, 2), 50, 1e-3);
  EXPECT_EQ(weights.at(0, 2), 0.0);
  EXPECT_NEAR(weights.at(0, 0) + weights.at(0, 1), 30, 1e-9);
}

}  // namespace
}  // namespace mingle
