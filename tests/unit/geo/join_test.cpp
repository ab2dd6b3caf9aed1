// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "thrown.h"

#include <gtest/gtest.h>

#include <mingle/geo/join.h>

namespace mingle {
namespace {

/// A map of zones a1, a2 (selected, authority A) and b1 (dropped).
ZonesRead map_of_three() {
  ZonesRead read;
  read.layer.codes = {"a1", "a2"};
  read.codes_in_file = {"a1", "a2", "b1"};
  read.authorities_in_file = {"A", "A", "B"};
  return read;
}

CountTable table_of(std::vector<std::string> keys) {
  CountTable table{.file = "t.csv", .key = "code"};
  table.columns = {"n"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    table.values.push_back(static_cast<std::int32_t>(i));
  }
  table.keys = std::move(keys);
  return table;
}

std::string message(const CountTable& table,
                    const ZonesRead& zones,
                    const JoinOptions& options = {}) {
  return test::thrown([&] { join_to_zones(table, zones, options); });
}

TEST(JoinToZones, KeepsTheSelectionAndCountsTheRest) {
  const JoinedTable joined =
      join_to_zones(table_of({"a1", "a2", "b1"}), map_of_three());
  EXPECT_EQ(joined.table.keys, (std::vector<std::string>{"a1", "a2"}));
  EXPECT_EQ(joined.table.values, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(joined.dropped, 1U);
  EXPECT_EQ(joined.beyond_map, 0U);
  EXPECT_EQ(joined.notes.front(),
            "t.csv: 1 of 3 rows dropped, zones of other authorities");
}

TEST(JoinToZones, RefusesATableThatLacksZones) {
  EXPECT_EQ(message(table_of({"a2", "b1"}), map_of_three()),
            "t.csv: column 'code': 1 of 2 zones of the map have no row: a1. "
            "Are table and map of the same year (LSOA 2011 or 2021)?");
}

TEST(JoinToZones, RefusesAFewCodesThatAreNowhereOnTheMap) {
  EXPECT_EQ(message(table_of({"a1", "a2", "x1", "x2"}), map_of_three()),
            "t.csv: column 'code': 2 zone codes are not on the map: x1, x2. "
            "If they belong to other authorities, remove the rows or use a "
            "map or a lookup that has them");
}

TEST(JoinToZones, TakesATableMuchWiderThanTheMapAsNational) {
  const JoinedTable joined = join_to_zones(
      table_of({"a1", "a2", "x1", "x2", "x3", "x4"}), map_of_three());
  EXPECT_EQ(joined.dropped, 4U);
  EXPECT_EQ(joined.beyond_map, 4U);
  EXPECT_EQ(joined.notes.back(),
            "t.csv: 4 of the rows dropped are of zones that are not on the "
            "map at all (x1, x2 and 2 more)");
}

TEST(JoinToZones, BelievesTheLookup) {
  const Lookup lookup{"l.csv", {"x1", "x2"}, {"A", "B"}};
  const JoinOptions options{.lookup = &lookup, .authority_codes = {"A"}};
  EXPECT_EQ(join_to_zones(table_of({"a1", "a2", "x2"}), map_of_three(), options)
                .beyond_map,
            1U);
  EXPECT_HAS(
      message(table_of({"a1", "a2", "x1", "x2"}), map_of_three(), options),
      "1 zone codes are not on the map but lie in the authorities "
      "asked for: x1");
  // Even where the table is far wider than the map.
  EXPECT_HAS(message(table_of({"a1", "a2", "x1", "y1", "y2", "y3", "y4"}),
                     map_of_three(),
                     options),
             "but lie in the authorities asked for: x1");
}

TEST(MatchZones, WantsEveryRowAndEveryZone) {
  const ZoneLayer layer = map_of_three().layer;
  EXPECT_EQ(match_zones(table_of({"a1", "a2"}), layer).rows(), 2U);
  EXPECT_HAS(test::thrown([&] { match_zones(table_of({"a1"}), layer); }),
             "1 of 2 zones of the map have no row: a2");
  EXPECT_HAS(test::thrown([&] {
               match_zones(table_of({"a1", "a2", "b"}), layer);
             }),
             "1 zone codes are not on the map: b");
}

}  // namespace
}  // namespace mingle
