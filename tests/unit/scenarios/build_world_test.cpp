// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/engine/step.h>
#include <mingle/scenarios/build_world.h>
#include <mingle/scenarios/stylised.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

const StudyArea& peterborough() {
  static const StudyArea area = make_stylised_area("peterborough");
  return area;
}

Scenario plain_scenario(int ticks = 8) {
  Scenario scenario;
  scenario.time.start = {2021, 1, 1};
  scenario.time.ticks = ticks;
  scenario.run.seed = 1;
  return scenario;
}

Scenario following(const std::filesystem::path& totals) {
  Scenario scenario = plain_scenario();
  scenario.migration.totals = Totals::follow;
  scenario.migration.totals_file = totals;
  return scenario;
}

std::int64_t households_of(const World& world,
                           const State& state,
                           const char* group) {
  return state.by_group.column_total(world.groups.find(group)->index());
}

std::string error_of(const Scenario& scenario) {
  try {
    build_world(scenario, peterborough());
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(BuildWorld, HousesEveryHouseholdOnce) {
  const BuiltWorld built = build_world(plain_scenario(), peterborough());
  EXPECT_EQ(inconsistencies(built.world, built.start),
            std::vector<std::string>{});
  EXPECT_TRUE(built.start.outside.empty());
  EXPECT_EQ(built.start.by_tenure.total(), 84'548);
  const std::set<std::uint64_t> ids{built.start.households.ids.begin(),
                                    built.start.households.ids.end()};
  EXPECT_EQ(ids.size(), built.start.households.size());
}

TEST(BuildWorld, VacancyRateIsAShareOfAllDwellings) {
  Scenario scenario = plain_scenario();
  scenario.parameters.set("vacancy_rate", 0.1);
  const BuiltWorld built = build_world(scenario, peterborough());
  const double dwellings = static_cast<double>(built.world.dwellings.size());
  const double households = static_cast<double>(built.start.households.size());
  EXPECT_NEAR((dwellings - households) / dwellings, 0.1, 0.001);
}

TEST(BuildWorld, ParametersReachTheRules) {
  Scenario scenario = plain_scenario();
  scenario.parameters.set("alpha", 0.7);
  scenario.parameters.set("move_rate_private", 0.3);
  scenario.housing.alpha_by_group = {{"asian_indian", 1.2}};
  const Rules rules = build_world(scenario, peterborough()).world.rules;
  EXPECT_EQ(rules.alpha[0], 0.7);
  EXPECT_EQ(rules.alpha[9], 1.2);
  EXPECT_EQ(rules.move_rates[4], 0.3);
  scenario.housing.choice = Choice::sampled;
  EXPECT_EQ(build_world(scenario, peterborough()).world.rules.alpha[0], 0.95);
}

TEST(BuildWorld, FollowsGivenTotalsWithAGrowingStock) {
  const test::TemporaryFolder folder;
  Scenario scenario =
      following(folder.write("totals.csv",
                             "authority,date,group,households\n"
                             "E06000031,2023-01-01,asian_pakistani,9000\n"
                             "E06000031,2022-01-01,white_british,60000\n"
                             "E06000031,2023-01-01,white_british,60500\n"));
  scenario.housing.stock = Stock::follow;
  BuiltWorld built = build_world(scenario, peterborough());
  State& state = built.start;
  EXPECT_EQ(inconsistencies(built.world, state), std::vector<std::string>{});
  EXPECT_FALSE(state.outside.empty());
  Stepper stepper{built.world, 3};
  for (int tick = 0; tick < 8; ++tick) {
    stepper.step(state);
    EXPECT_EQ(inconsistencies(built.world, state), std::vector<std::string>{});
  }
  // A handful may wait for a vacancy of their kind.
  EXPECT_NEAR(
      static_cast<double>(households_of(built.world, state, "asian_pakistani")),
      9000.0,
      5.0);
  EXPECT_NEAR(
      static_cast<double>(households_of(built.world, state, "white_british")),
      60'500.0,
      30.0);
  const std::set<std::uint64_t> ids{state.households.ids.begin(),
                                    state.households.ids.end()};
  EXPECT_EQ(ids.size(), state.households.size());
}

TEST(BuildWorld, FlowsComeFromTheTable) {
  const test::TemporaryFolder folder;
  Scenario scenario = plain_scenario();
  scenario.migration.flows = folder.write(
      "flows.csv",
      "LAD_one_year_ago_CD,LAD_one_year_ago_NM,LAD_CD,LAD_NM,count\n"
      "E06000031,P,E06000031,P,600\n"
      "E06000031,P,E09000001,L,150\n"
      "E09000001,L,E06000031,P,999\n"
      "-8,None,E06000031,P,5000\n");
  const World world = build_world(scenario, peterborough()).world;
  EXPECT_DOUBLE_EQ(world.flows.stay_shares[0], 0.8);
  EXPECT_DOUBLE_EQ(world.flows.cumulative[0], 0.0);
}

TEST(BuildWorld, AnAuthorityWithoutFlowsIsNamed) {
  const test::TemporaryFolder folder;
  Scenario scenario = plain_scenario();
  scenario.migration.flows =
      folder.write("flows.csv", "LAD_one_year_ago_CD,LAD_CD,count\n");
  const BuiltWorld built = build_world(scenario, peterborough());
  ASSERT_EQ(built.notes.size(), 1U);
  EXPECT_NE(built.notes[0].find("from E06000031"), std::string::npos);
  EXPECT_DOUBLE_EQ(built.world.flows.stay_shares[0], 0.65);
}

TEST(BuildWorld, BadFlowsAreRefused) {
  const test::TemporaryFolder folder;
  Scenario scenario = plain_scenario();
  scenario.migration.flows = folder.write("flows.csv",
                                          "LAD_one_year_ago_CD,LAD_CD,count\n"
                                          "E06000031,E06000031,1.5\n");
  EXPECT_NE(error_of(scenario).find(
                "flows.csv:2: column 'count': '1.5' is not a whole number of "
                "people. Counts are 0 or more, without decimals"),
            std::string::npos);
}

TEST(BuildWorld, BadTotalsAreRefusedWithTheirLine) {
  const test::TemporaryFolder folder;
  const auto refused = [&](const std::string& row, const std::string& text) {
    const auto file = folder.write(
        "totals.csv", "authority,date,group,households\n" + row + "\n");
    const std::string found = error_of(following(file));
    EXPECT_NE(found.find(text), std::string::npos) << found;
  };
  refused("E1,2023-01-01,white_british,5",
          "totals.csv:2: column 'authority': 'E1' is not an authority of the "
          "study. The study has E06000031");
  refused("E06000031,2023-01-01,white,5",
          "column 'group': 'white' is not a group. The groups are the columns "
          "of the ethnic group table: white_british");
  refused("E06000031,2023-02-30,white_british,5",
          "'2023-02-30' is not a date. Write YYYY-MM-DD");
  refused("E06000031,2021-01-01,white_british,5",
          "2021-01-01 is not after the start, 2021-01-01");
  refused("E06000031,2023-01-01,white_british,-5",
          "'-5' is not a whole number of households");
  refused(
      "E06000031,2023-01-01,white_british,5\n"
      "E06000031,2023-01-01,white_british,6",
      "totals.csv:3: column 'date': a total for this authority, group and "
      "date again. Keep one row for each");
}

TEST(PopulationFit, ReportNamesEveryMeasureAndItsLimit) {
  const BuiltWorld built = build_world(plain_scenario(), peterborough());
  const std::string csv = population_fit_csv(built.fits);
  EXPECT_NE(csv.find("E06000031,zone_by_group_residents_wrong_cells,0,0,yes"),
            std::string::npos);
  EXPECT_NE(csv.find("E06000031,households,84548,,\n"), std::string::npos);
  EXPECT_NE(population_fit_text(built.fits).find("every fit limit is met"),
            std::string::npos);
  auto missed = built.fits;
  missed[0].size_error = 0.01;
  EXPECT_NE(
      population_fit_csv(missed).find("zone_by_size_tae_over_2n,0.01,0.003,no"),
      std::string::npos);
  EXPECT_NE(population_fit_text(missed).find(
                "NOT met: E06000031 zone_by_size_tae_over_2n 0.01 > 0.003"),
            std::string::npos);
}

}  // namespace
}  // namespace mingle
