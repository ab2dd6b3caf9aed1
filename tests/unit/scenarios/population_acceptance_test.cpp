// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// The acceptance figures of the population method, on the real tables of the
// five Integration Areas, and the allocator that must fail them.
#include "census_tables.h"

#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include <mingle/engine/indices.h>
#include <mingle/scenarios/population.h>
#include <mingle/test_support/shared_data.h>

namespace mingle {
namespace {

class IntegrationArea : public testing::TestWithParam<const char*> {};

/// Residents by zone and group, counted from members and communal residents.
GroupCounts count_residents(const AuthorityPopulation& made) {
  GroupCounts residents = made.communal;
  std::size_t member = 0;
  for (std::size_t z = 0; z + 1 < made.first_household.size(); ++z) {
    for (std::size_t i = made.first_household[z];
         i < made.first_household[z + 1];
         ++i) {
      for (std::size_t m = 0; m < made.sizes[i]; ++m) {
        ++residents.at(ZoneId{z}, made.members[member++]);
      }
    }
  }
  return residents;
}

TEST_P(IntegrationArea, MeetsTheAcceptanceFigures) {
  MINGLE_NEEDS_SHARED(shared);
  const AuthorityTables tables = test::census_tables(shared, GetParam());
  const AuthorityPopulation made =
      synthesise(GetParam(),
                 test::census_groups(),
                 tables,
                 test::shipped_population_parameters());
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
  EXPECT_EQ(made.fit.tenure_cells_wrong, 0);
  EXPECT_LT(made.fit.size_error, 0.003);
  ASSERT_TRUE(made.fit.has_tenure_by_group);
  EXPECT_LE(made.fit.category_difference, 20);
  EXPECT_LT(made.fit.category_tenure_error, 0.01);
  EXPECT_EQ(count_residents(made), tables.residents);
  EXPECT_EQ(made.fit.residents, tables.residents.total());
  EXPECT_GT(made.fit.under_other_group, 0.0);
  EXPECT_LT(made.fit.under_other_group, 0.25);
  EXPECT_LE(made.fit.largest_household, 30);
  RecordProperty("size_error", std::to_string(made.fit.size_error));
  RecordProperty("category_tenure_error",
                 std::to_string(made.fit.category_tenure_error));
  RecordProperty("under_other_group",
                 std::to_string(made.fit.under_other_group));
}

/// Negative control: households shared out in proportion to residents miss
/// RM134 by far, so the acceptance figure can tell a wrong allocator.
TEST_P(IntegrationArea, ProportionalAllocationFails) {
  MINGLE_NEEDS_SHARED(shared);
  const AuthorityTables tables = test::census_tables(shared, GetParam());
  const GroupScheme groups = test::census_groups();
  std::array<double, hrp_category_count> made{};
  for (std::size_t z = 0; z < tables.residents.zones(); ++z) {
    const ZoneId zone{z};
    const double people =
        static_cast<double>(tables.residents.zone_total(zone));
    const double households =
        static_cast<double>(tables.tenure.zone_total(zone));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      made[static_cast<std::size_t>(groups.category(GroupId{g}))] +=
          households * tables.residents.at(zone, g) / people;
    }
  }
  double worst = 0;
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    const auto& row = tables.tenure_by_group->households[c];
    const double published = row[0] + row[1] + row[2] + row[3];
    worst = std::max(worst, std::abs(made[c] - published));
  }
  EXPECT_GT(worst, 1000.0);
  if (std::string{GetParam()} == "E08000032") {
    const auto asian = static_cast<std::size_t>(HrpCategory::asian);
    EXPECT_NEAR(made[asian], 55'711, 50);
  }
}

INSTANTIATE_TEST_SUITE_P(All,
                         IntegrationArea,
                         testing::Values("E06000008",
                                         "E08000032",
                                         "E06000031",
                                         "E08000030",
                                         "E09000031"));

TEST(PopulationAcceptance, BradfordDissimilarityIsTheTables) {
  MINGLE_NEEDS_SHARED(shared);
  const AuthorityTables tables = test::census_tables(shared, "E08000032");
  const GroupScheme groups = test::census_groups();
  const auto made = synthesise(
      "E08000032", groups, tables, test::shipped_population_parameters());
  const auto matrix = dissimilarity_matrix(count_residents(made));
  const std::size_t british = groups.find("white_british")->index();
  const std::size_t pakistani = groups.find("asian_pakistani")->index();
  EXPECT_NEAR(matrix[british * groups.size() + pakistani], 0.7339, 0.00005);
}

/// Headship pooled over the other authorities must do nearly as well as the
/// authority's own table: 0.5 to 2.3% was measured when the method was made.
TEST_P(IntegrationArea, PooledHeadshipComesClose) {
  MINGLE_NEEDS_SHARED(shared);
  AuthorityTables tables = test::census_tables(shared, GetParam());
  const TenureByGroup own = *tables.tenure_by_group;
  tables.tenure_by_group.reset();
  const GroupScheme groups = test::census_groups();
  const auto made = synthesise(
      GetParam(), groups, tables, test::shipped_population_parameters());
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
  EXPECT_EQ(made.fit.tenure_cells_wrong, 0);
  std::array<double, hrp_category_count> heads{};
  std::size_t member = 0;
  for (const std::uint8_t size : made.sizes) {
    const GroupId group{std::size_t{made.members[member]}};
    ++heads[static_cast<std::size_t>(groups.category(group))];
    member += size;
  }
  double error = 0;
  double total = 0;
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    const auto& row = own.households[c];
    const double published = row[0] + row[1] + row[2] + row[3];
    error += std::abs(heads[c] - published);
    total += published;
  }
  EXPECT_LT(error / (2 * total), 0.04);
}

}  // namespace
}  // namespace mingle
