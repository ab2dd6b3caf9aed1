// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <gtest/gtest.h>

#include <mingle/geo/geometry.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/travel.h>
#include <mingle/geo/zone_table.h>
#include <mingle/test_support/shared_data.h>

namespace mingle {
namespace {

std::vector<std::string> invalid_codes(const ZonesRead& read) {
  std::vector<std::string> codes;
  for (const InvalidGeometry& invalid : read.report.invalid) {
    codes.push_back(invalid.code);
    EXPECT_GT(invalid.area_after, 0);
    EXPECT_LE(invalid.area_after, invalid.area_before * (1 + 1e-9));
  }
  return codes;
}

// Expected figures: style.md section 13 and data/README.md of the shared data.
TEST(RealMaps, England2021) {
  MINGLE_NEEDS_SHARED(shared);
  const ZonesRead read = read_zones(
      {.file = (shared / "data/boundaries/lsoa21_england.gpkg").string()});
  EXPECT_EQ(read.layer.size(), 33755U);
  EXPECT_EQ(read.report.touching_pairs, 98878U);
  EXPECT_EQ(read.report.components, 5U);
  EXPECT_EQ(read.report.isolated.size(), 1U);
  EXPECT_EQ(invalid_codes(read),
            (std::vector<std::string>{"E01017290",
                                      "E01019228",
                                      "E01019900",
                                      "E01020312",
                                      "E01020541",
                                      "E01024572",
                                      "E01031952"}));
  const ZoneTables tables = make_zone_tables(read.layer);
  EXPECT_EQ(tables.authorities.size(), 309U);
  double total = 0;
  for (const double zone_area : tables.zones.areas) total += zone_area;
  // England is about 130,300 km2 to the mean high water line.
  EXPECT_NEAR(total / 1e6, 130300, 300);
}

TEST(RealMaps, England2011) {
  MINGLE_NEEDS_SHARED(shared);
  const ZonesRead read = read_zones(
      {.file = (shared / "data/boundaries/lsoa11_england.gpkg").string()});
  EXPECT_EQ(read.layer.size(), 32844U);
  EXPECT_EQ(
      invalid_codes(read),
      (std::vector<std::string>{
          "E01018992", "E01019228", "E01019900", "E01024572", "E01027444"}));
}

struct Sample {
  const char* code;
  const char* name;
  std::size_t zones;
};

class SampleMaps : public testing::TestWithParam<Sample> {};

TEST_P(SampleMaps, TileWithoutGapsAndAgreeWithTheNationalFile) {
  MINGLE_NEEDS_SHARED(shared);
  const Sample sample = GetParam();
  const std::string folder = (shared / "data/boundaries").string();
  const ZonesRead read = read_zones(
      {.file = folder + "/samples/" + sample.code + ".geojson"}, {sample.code});
  EXPECT_EQ(read.layer.size(), sample.zones);
  EXPECT_TRUE(read.report.reprojected);
  EXPECT_EQ(read.report.source_crs, "EPSG:4326 (WGS 84)");
  EXPECT_EQ(read.report.columns.authority, "LADCD_ACTIVE");
  EXPECT_EQ(read.layer.authority_names.front(), sample.name);
  EXPECT_EQ(read.report.components, 1U);
  EXPECT_TRUE(read.report.isolated.empty());
  EXPECT_TRUE(read.report.invalid.empty());
  const double neighbours = 2.0 * static_cast<double>(read.touching.size()) /
                            static_cast<double>(read.layer.size());
  EXPECT_GT(neighbours, 5.35);
  EXPECT_LT(neighbours, 5.65);

  const ZonesRead national =
      read_zones({.file = folder + "/lsoa21_england.gpkg"}, {sample.code});
  ASSERT_EQ(national.layer.codes, read.layer.codes);
  ASSERT_EQ(national.touching.size(), read.touching.size());
  for (std::size_t i = 0; i < read.layer.size(); ++i) {
    // The national file is rounded to 0.01 m and was transformed by a Helmert
    // transformation: 3 m at most (data/README.md).
    EXPECT_LT(distance(centroid(read.layer.shapes[i]),
                       centroid(national.layer.shapes[i])),
              3.0);
  }
  for (std::size_t i = 0; i < read.touching.size(); ++i) {
    EXPECT_EQ(read.touching[i].first, national.touching[i].first);
    EXPECT_EQ(read.touching[i].second, national.touching[i].second);
    // Rounding to 0.01 m moves each vertex of a line of some dozen.
    EXPECT_NEAR(read.touching[i].border, national.touching[i].border, 1.0);
  }
}

INSTANTIATE_TEST_SUITE_P(
    FiveAuthorities,
    SampleMaps,
    testing::Values(Sample{"E08000032", "Bradford", 312},
                    Sample{"E06000008", "Blackburn with Darwen", 91},
                    Sample{"E06000031", "Peterborough", 121},
                    Sample{"E08000030", "Walsall", 169},
                    Sample{"E09000031", "Waltham Forest", 146}),
    [](const auto& sample) { return std::string{sample.param.code}; });

double number(const TextTable& table, std::size_t row, const char* column) {
  return std::stod(table.at(row, table.require(column)));
}

/// Zones in the order of the table: the map is sorted by code, the cases are
/// not (z10 follows z9).
std::vector<std::size_t> rows_in_layer_order(const TextTable& zones,
                                             const ZoneLayer& layer) {
  std::vector<std::size_t> rows;
  for (const std::string& code : layer.codes) {
    for (std::size_t row = 0; row < zones.rows(); ++row) {
      if (zones.at(row, 0) == code) rows.push_back(row);
    }
  }
  return rows;
}

void check_measures(const TextTable& zones,
                    const std::vector<std::size_t>& rows,
                    const ZoneTable& table) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    // The outside program sums about another origin: 1e-6 m is 1e-11 of it.
    EXPECT_NEAR(table.eastings[i], number(zones, rows[i], "x"), 1e-6);
    EXPECT_NEAR(table.northings[i], number(zones, rows[i], "y"), 1e-6);
    const double expected = number(zones, rows[i], "area_m2");
    EXPECT_NEAR(table.areas[i], expected, expected * 1e-11);
    const double around = number(zones, rows[i], "perimeter_m");
    EXPECT_NEAR(table.perimeters[i], around, around * 1e-11);
  }
}

void check_edges(const TextTable& edges,
                 const std::vector<std::size_t>& rows,
                 const std::vector<TouchingPair>& touching) {
  ASSERT_EQ(touching.size(), edges.rows());
  for (const TouchingPair& pair : touching) {
    const auto [i, j] =
        std::minmax(rows[pair.first.index()], rows[pair.second.index()]);
    std::size_t found = edges.rows();
    for (std::size_t row = 0; row < edges.rows(); ++row) {
      if (edges.at(row, 0) == std::to_string(i) &&
          edges.at(row, 1) == std::to_string(j)) {
        found = row;
      }
    }
    ASSERT_LT(found, edges.rows()) << i << ' ' << j;
    EXPECT_EQ(pair.border > 0, number(edges, found, "rook") == 1);
    EXPECT_NEAR(pair.border, number(edges, found, "border_m"), 1e-6);
  }
}

// Computed by other programs from the same polygons (oracles/README.md).
TEST(OracleCases, MeasuresAndBordersAreThoseOfOtherPrograms) {
  MINGLE_NEEDS_SHARED(shared);
  std::size_t cases = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator{shared / "oracles/cases"}) {
    SCOPED_TRACE(entry.path().filename());
    const std::string folder = entry.path().string();
    const TextTable zones = read_text_table(folder + "/zones.csv");
    const TextTable edges = read_text_table(folder + "/edges.csv");
    const ZonesRead read = read_zones({.file = folder + "/zones.geojson"});
    ASSERT_EQ(read.layer.size(), zones.rows());
    EXPECT_TRUE(read.report.invalid.empty());
    const auto rows = rows_in_layer_order(zones, read.layer);
    check_measures(zones, rows, make_zone_tables(read.layer).zones);
    check_edges(edges, rows, read.touching);
    ++cases;
  }
  EXPECT_GE(cases, 16U);
}

}  // namespace
}  // namespace mingle
