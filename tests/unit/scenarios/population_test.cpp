// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/population.h>

namespace mingle {
namespace {

GroupScheme two_groups() {
  return GroupScheme{{"white_british", "asian_pakistani"}};
}

PopulationParameters parameters() {
  PopulationParameters each;
  each.headship.fill(0.4);
  return each;
}

struct ZoneRow {
  std::vector<std::int32_t> residents;
  std::vector<std::int32_t> tenure;
  std::vector<std::int32_t> size;
  std::int32_t communal = 0;
};

AuthorityTables tables_of(const std::vector<ZoneRow>& rows) {
  AuthorityTables tables;
  tables.residents = GroupCounts{rows.size(), 2};
  tables.tenure = ZoneCounts{rows.size(), tenure_count};
  tables.size = ZoneCounts{rows.size(), size_class_count};
  for (std::size_t z = 0; z < rows.size(); ++z) {
    const ZoneId zone{z};
    tables.zone_codes.push_back("Z" + std::to_string(z));
    std::copy(rows[z].residents.begin(),
              rows[z].residents.end(),
              tables.residents.row(zone).begin());
    std::copy(rows[z].tenure.begin(),
              rows[z].tenure.end(),
              tables.tenure.row(zone).begin());
    std::copy(rows[z].size.begin(),
              rows[z].size.end(),
              tables.size.row(zone).begin());
    tables.communal.push_back(rows[z].communal);
  }
  return tables;
}

AuthorityPopulation make(const std::vector<ZoneRow>& rows) {
  return synthesise("A", two_groups(), tables_of(rows), parameters());
}

TEST(Population, ExactOnAPlainTown) {
  const auto made = make({{{60, 40}, {10, 10, 5, 5, 10}, {10, 10, 10, 10}, 0},
                          {{90, 10}, {20, 10, 5, 5, 10}, {20, 20, 5, 5}, 4}});
  EXPECT_EQ(made.fit.households, 90);
  EXPECT_EQ(made.fit.residents, 200);
  EXPECT_EQ(made.fit.communal, 4);
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
  EXPECT_EQ(made.fit.tenure_cells_wrong, 0);
  EXPECT_EQ(made.fit.size_error, 0.0);
  EXPECT_TRUE(made.fit.sizes_shifted.empty());
}

TEST(Population, NamesZonesWhoseSizesAskForTooManyPersons) {
  const auto made = make({{{20, 0}, {4, 2, 0, 0, 0}, {0, 0, 0, 6}, 0},
                          {{60, 0}, {10, 0, 0, 0, 0}, {0, 0, 0, 10}, 0}});
  EXPECT_EQ(made.fit.sizes_shifted, std::vector<std::string>{"Z0"});
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
}

TEST(Population, PersonsBeyondTheSmallSizesFindAHome) {
  const auto made = make({{{20, 0}, {5, 0, 0, 0, 0}, {5, 0, 0, 0}, 0}});
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
  EXPECT_EQ(made.fit.residents, 20);
}

TEST(Population, EmptyZoneIsFine) {
  const auto made = make({{{0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0}, 0},
                          {{10, 0}, {5, 0, 0, 0, 0}, {1, 3, 1, 0}, 0}});
  EXPECT_EQ(made.fit.households, 5);
  EXPECT_EQ(made.fit.resident_cells_wrong, 0);
}

TEST(Population, OnlyEstablishmentsIsFine) {
  const auto made = make({{{7, 3}, {0, 0, 0, 0, 0}, {0, 0, 0, 0}, 10},
                          {{10, 0}, {5, 0, 0, 0, 0}, {1, 3, 1, 0}, 0}});
  EXPECT_EQ(made.communal.at(ZoneId{0U}, 0), 7);
  EXPECT_EQ(made.communal.at(ZoneId{0U}, 1), 3);
  EXPECT_EQ(made.fit.residents, 20);
}

TEST(Population, CommunalResidentsYieldToHouseholds) {
  const auto made = make({{{10, 0}, {5, 0, 0, 0, 0}, {5, 0, 0, 0}, 8}});
  EXPECT_EQ(made.fit.communal, 5);
  EXPECT_EQ(made.fit.communal_reduced, std::vector<std::string>{"Z0"});
}

TEST(Population, HouseholdsWithoutPeopleAreRefused) {
  try {
    make({{{2, 1}, {5, 0, 0, 0, 0}, {5, 0, 0, 0}, 0}});
    FAIL() << "expected a DataError";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(),
                 "zone 'Z0': has 5 households but 3 residents. Every "
                 "household needs at least one person: compare the rows of "
                 "this zone in the ethnic group and tenure tables");
  }
}

TEST(Population, EveryHouseholdHasItsReferencePersonAndKind) {
  const auto made = make({{{60, 40}, {10, 10, 5, 5, 10}, {10, 10, 10, 10}, 0}});
  const std::size_t persons =
      std::accumulate(made.sizes.begin(), made.sizes.end(), std::size_t{0});
  EXPECT_EQ(persons, made.members.size());
  for (std::size_t i = 0; i < made.sizes.size(); ++i) {
    EXPECT_EQ(size_class_of(made.sizes[i]), made.kinds[i] % size_class_count);
  }
}

TEST(Population, AZoneIsTheSameInAnyStudy) {
  const ZoneRow town{{60, 40}, {10, 10, 5, 5, 10}, {10, 10, 10, 10}, 0};
  const auto first = make({town});
  const auto again = make({town});
  EXPECT_EQ(first.members, again.members);
  EXPECT_EQ(first.kinds, again.kinds);
}

TEST(ZoneKey, DiffersAndLeavesRoomForHouseholds) {
  EXPECT_NE(zone_key("E01000001"), zone_key("E01000002"));
  EXPECT_EQ(zone_key("E01000001") & 0xfffff, 0U);
}

}  // namespace
}  // namespace mingle
