// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "squares.h"
#include "thrown.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <mingle/geo/geometry.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/sha256.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

using test::map_of;
using test::square_feature;
using test::SquareZone;

const std::vector<SquareZone> three_zones{{"z2", "A", 1, 0},
                                          {"z1", "A", 0, 0},
                                          {"z3", "B", 2, 0}};

class ReadZones : public testing::Test {
 protected:
  std::string write(std::string_view text,
                    std::string_view name = "m.geojson") {
    return folder_.write(name, text).string();
  }
  /// The message for a map, without the folder.
  std::string message(std::string_view text,
                      ZoneSource source = {},
                      const std::vector<std::string>& authorities = {}) {
    source.file = write(text);
    return message_of(source, authorities);
  }
  std::string message_of(const ZoneSource& source,
                         const std::vector<std::string>& authorities = {}) {
    std::string error = test::thrown([&] { read_zones(source, authorities); });
    const std::string folder = folder_.path().string() + "/";
    for (auto at = error.find(folder); at != std::string::npos;
         at = error.find(folder)) {
      error.erase(at, folder.size());
    }
    return error;
  }
  /// Converts with ogr2ogr; the path of the new file.
  std::string convert(const std::string& from,
                      const std::string& name,
                      const std::string& options) {
    const std::string to = (folder_.path() / name).string();
    const std::string command =
        "ogr2ogr " + options + " '" + to + "' '" + from + "' 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return to;
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(ReadZones, SelectsSortsAndReports) {
  const std::string file = write(map_of(three_zones));
  const ZonesRead read = read_zones({.file = file}, {"A"});
  EXPECT_EQ(read.layer.codes, (std::vector<std::string>{"z1", "z2"}));
  EXPECT_EQ(read.layer.names, read.layer.codes);
  EXPECT_EQ(read.layer.authorities, (std::vector<std::string>{"A", "A"}));
  EXPECT_EQ(read.layer.authority_names, read.layer.authorities);
  EXPECT_EQ(centroid(read.layer.shapes[1]), (Point{401500, 400500}));
  EXPECT_EQ(read.codes_in_file, (std::vector<std::string>{"z1", "z2", "z3"}));
  EXPECT_EQ(read.authorities_in_file,
            (std::vector<std::string>{"A", "A", "B"}));
  const GeometryReport& report = read.report;
  EXPECT_EQ(report.sha256, sha256_of_file(file));
  EXPECT_EQ(report.format, "GeoJSON");
  EXPECT_EQ(report.columns.key, "LSOA21CD");
  EXPECT_EQ(report.columns.authority, "LAD22CD");
  EXPECT_EQ(report.source_crs, "EPSG:27700 (OSGB36 / British National Grid)");
  EXPECT_FALSE(report.reprojected);
  EXPECT_EQ(report.features_read, 3U);
  EXPECT_EQ(report.features_dropped, 1U);
  EXPECT_EQ(report.components, 1U);
  ASSERT_EQ(report.notes.size(), 4U);
  EXPECT_EQ(report.notes[0],
            file + ": 2 of 3 features kept, 1 of other authorities dropped");
  EXPECT_HAS(report.notes[1], "zone codes from column 'LSOA21CD'");
}

TEST_F(ReadZones, OneZoneIsValid) {
  const ZonesRead read =
      read_zones({.file = write(map_of(three_zones))}, {"B"});
  EXPECT_EQ(read.layer.size(), 1U);
  EXPECT_EQ(read.report.isolated, std::vector<std::string>{"z3"});
  EXPECT_HAS(read.report.notes.back(), "1 touches no other: z3");
}

TEST_F(ReadZones, OrderOfFeaturesChangesNothing) {
  const std::vector<SquareZone> turned{three_zones.rbegin(),
                                       three_zones.rend()};
  const ZonesRead a =
      read_zones({.file = write(map_of(three_zones), "a.json")});
  const ZonesRead b = read_zones({.file = write(map_of(turned), "b.json")});
  EXPECT_EQ(a.layer.codes, b.layer.codes);
  EXPECT_EQ(a.layer.authorities, b.layer.authorities);
  EXPECT_EQ(a.touching, b.touching);
  EXPECT_EQ(a.codes_in_file, b.codes_in_file);
  for (std::size_t i = 0; i < a.layer.size(); ++i) {
    EXPECT_EQ(a.layer.shapes[i].parts[0].rings,
              b.layer.shapes[i].parts[0].rings);
  }
}

TEST_F(ReadZones, AllFormatsGiveTheSameZones) {
  const std::string json = write(map_of(three_zones));
  const ZonesRead expected = read_zones({.file = json});
  const std::vector<std::pair<std::string, std::string>> formats{
      {"m.gpkg", "-f GPKG"},
      {"m.shp", "-f 'ESRI Shapefile'"},
      {"m.fgb", "-f FlatGeobuf"},
      {"curved.gpkg", "-f GPKG -nlt MULTISURFACE"},
      {"high.gpkg", "-f GPKG -dim XYZ"}};
  for (const auto& [name, options] : formats) {
    SCOPED_TRACE(name);
    const ZonesRead read = read_zones({.file = convert(json, name, options)});
    EXPECT_EQ(read.layer.codes, expected.layer.codes);
    EXPECT_EQ(read.layer.authorities, expected.layer.authorities);
    EXPECT_EQ(read.touching, expected.touching);
    EXPECT_FALSE(read.report.reprojected);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(area(read.layer.shapes[i]), 1e6);
      EXPECT_EQ(centroid(read.layer.shapes[i]),
                centroid(expected.layer.shapes[i]));
    }
  }
}

TEST_F(ReadZones, ReprojectsOtherSystems) {
  const std::string json = write(map_of(three_zones));
  const ZonesRead expected = read_zones({.file = json});
  // Longitude and latitude, Web Mercator, and a system with northings first.
  for (const char* crs : {"EPSG:4326", "EPSG:3857", "EPSG:3035"}) {
    SCOPED_TRACE(crs);
    const std::string name = std::string{"to"} + (crs + 5) + ".gpkg";
    const ZonesRead read = read_zones(
        {.file = convert(json, name, std::string{"-f GPKG -t_srs "} + crs)});
    EXPECT_TRUE(read.report.reprojected);
    EXPECT_HAS(read.report.source_crs, crs);
    ASSERT_EQ(read.touching.size(), expected.touching.size());
    for (std::size_t i = 0; i < 3; ++i) {
      // There and back by the same transformation.
      EXPECT_NEAR(distance(centroid(read.layer.shapes[i]),
                           centroid(expected.layer.shapes[i])),
                  0,
                  0.01);
    }
  }
}

// A hundredth of a degree in Chicago, and squares of 3280.84 US survey feet
// (1 km) in a projection of California: British National Grid stretches both
// by a third.
TEST_F(ReadZones, MapsElsewhere) {
  const auto zone = [](double west, double south, double size, int number) {
    const auto at = [&](double x, double y) {
      return "[" + std::to_string(west + x * size) + "," +
             std::to_string(south + y * size) + "]";
    };
    return R"({"type":"Feature","properties":{"LSOA21CD":"z)" +
           std::to_string(number) +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) +
           "," + at(1, 0) + "," + at(1, 1) + "," + at(0, 1) + "," + at(0, 0) +
           "]]}}";
  };
  const auto map = [](const std::string& crs,
                      const std::string& one,
                      const std::string& two) {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
           R"({"name":"urn:ogc:def:crs:)" +
           crs + R"("}},"features":[)" + one + "," + two + "]}";
  };
  const std::string chicago = map(
      "OGC:1.3:CRS84", zone(-87.6, 41.8, 0.01, 1), zone(-87.59, 41.8, 0.01, 2));
  const std::string california = map("EPSG::2225",
                                     zone(6'000'000, 2'000'000, 3280.84, 1),
                                     zone(6'003'280.84, 2'000'000, 3280.84, 2));
  const ZonesRead degrees = read_zones(
      {.file = write(chicago, "chicago.geojson")}, {}, MapElsewhere::project);
  EXPECT_EQ(degrees.report.elsewhere, "41.80 N, 87.59 W");
  // 6,378 km x cos(41.8) x 0.01 degrees, nearly; the earth is no sphere.
  EXPECT_NEAR(distance(centroid(degrees.layer.shapes[0]),
                       centroid(degrees.layer.shapes[1])),
              831,
              1);
  EXPECT_EQ(degrees.touching.size(), 1U);
  const ZonesRead feet =
      read_zones({.file = write(california, "california.geojson")},
                 {},
                 MapElsewhere::project);
  EXPECT_NEAR(
      distance(centroid(feet.layer.shapes[0]), centroid(feet.layer.shapes[1])),
      1000,
      0.5);
  EXPECT_HAS(message(chicago),
             "lies outside Great Britain: its middle is at 41.80 N, 87.59 W");
}

TEST_F(ReadZones, TakesNamedColumnsAndLayer) {
  const std::string json = write(map_of(three_zones));
  const std::string file = convert(json, "two.gpkg", "-f GPKG -nln first");
  convert(json, "two.gpkg", "-f GPKG -update -nln second");
  EXPECT_EQ(list_layers(file), (std::vector<std::string>{"first", "second"}));
  const ZonesRead read = read_zones({.file = file,
                                     .layer = "second",
                                     .key = "LSOA21CD",
                                     .name = "LAD22CD",
                                     .authority = "LAD22CD"});
  EXPECT_EQ(read.report.layer, "second");
  EXPECT_EQ(read.layer.names.front(), "A");
  EXPECT_EQ(message_of({.file = file}),
            "two.gpkg: has several layers of polygons: first, second. Name "
            "the one with the zones");
  EXPECT_EQ(message_of({.file = file, .layer = "secund"}),
            "two.gpkg: there is no layer 'secund'. Did you mean 'second'?");
}

TEST_F(ReadZones, RepairsAndNamesInvalidShapes) {
  // A bow tie: two triangles of 0.25 km2 that meet in a point.
  const std::string bow_tie =
      R"({"type":"Feature","properties":{"LSOA21CD":"z9","LAD22CD":"A"},)"
      R"("geometry":{"type":"Polygon","coordinates":[[[410000,400000],)"
      R"([411000,401000],[411000,400000],[410000,401000],[410000,400000]]]}})";
  const ZonesRead read =
      read_zones({.file = write(map_of(std::vector<std::string>{
                      square_feature(three_zones[0]), bow_tie}))});
  ASSERT_EQ(read.report.invalid.size(), 1U);
  EXPECT_EQ(read.report.invalid[0].code, "z9");
  EXPECT_EQ(read.report.invalid[0].reason, "Self-intersection[410500 400500]");
  EXPECT_NEAR(area(read.layer.shapes[1]), 0.5e6, 1e-3);
  EXPECT_HAS(read.report.notes.back(),
             "zone z9 has an invalid shape (Self-intersection[410500 400500])");
}

TEST_F(ReadZones, RefusesShapesThatCannotBeRepaired) {
  const std::string flat =
      R"({"type":"Feature","properties":{"LSOA21CD":"z9"},"geometry":{)"
      R"("type":"Polygon","coordinates":[[[0,0],[1000,0],[2000,0],[0,0]]]}})";
  EXPECT_HAS(message(map_of(std::vector<std::string>{flat})),
             "m.geojson: zone 'z9': the shape is invalid (");
  EXPECT_HAS(message(map_of(std::vector<std::string>{flat})),
             "and has no area when repaired");
}

TEST_F(ReadZones, RefusesWhatIsNotAMap) {
  EXPECT_HAS(message_of({.file = "/nowhere/m.gpkg"}),
             "/nowhere/m.gpkg: there is no such file");
  EXPECT_HAS(message_of({.file = "/tmp"}), "/tmp: is a folder, not a file");
  EXPECT_HAS(message("not a map"), "m.geojson: cannot be read as a map: ");
  EXPECT_FALSE(test::has(message("not a map"), ".."));
  EXPECT_HAS(message(map_of(three_zones).substr(0, 300)),
             "m.geojson: cannot be read as a map: ");
}

TEST_F(ReadZones, RefusesTruncatedFiles) {
  const std::string json = write(map_of(three_zones));
  for (const std::string name : {"t.gpkg", "t.fgb", "t.shp"}) {
    SCOPED_TRACE(name);
    const char* format = name == "t.gpkg"  ? "-f GPKG"
                         : name == "t.fgb" ? "-f FlatGeobuf"
                                           : "-f 'ESRI Shapefile'";
    const std::string file = convert(json, name, format);
    std::filesystem::resize_file(file,
                                 std::filesystem::file_size(file) * 2 / 3);
    EXPECT_NE(message_of({.file = file}), "");
  }
  EXPECT_HAS(
      message_of({.file = (std::filesystem::path{json}.parent_path() / "t.gpkg")
                              .string()}),
      "t.gpkg: is truncated: ");
}

TEST_F(ReadZones, RefusesADamagedGeoPackage) {
  const std::string file =
      convert(write(map_of(three_zones)), "d.gpkg", "-f GPKG");
  {
    // Every page but the first keeps its place and loses its content.
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    const auto size = std::filesystem::file_size(file);
    bytes.seekp(static_cast<std::streamoff>(size / 2));
    for (std::uintmax_t i = size / 2; i < size; ++i) bytes.put('\xAA');
  }
  EXPECT_HAS(message_of({.file = file}), "d.gpkg: ");
}

TEST_F(ReadZones, RefusesALayerWithoutCrs) {
  const std::string file =
      convert(write(map_of(three_zones)), "n.shp", "-f 'ESRI Shapefile'");
  std::filesystem::remove(std::filesystem::path{file}.replace_extension("prj"));
  EXPECT_EQ(message_of({.file = file}),
            "n.shp: layer 'n': has no coordinate reference system. Write it "
            "into the file, for instance ogr2ogr -a_srs EPSG:27700 NEW.gpkg "
            "OLD (or EPSG:4326 for longitude and latitude)");
  // GeoPackage has names for "none known".
  const std::string undefined = convert(file, "n.gpkg", "-f GPKG");
  EXPECT_HAS(message_of({.file = undefined}),
             "has no coordinate reference system");
}

TEST_F(ReadZones, RefusesPointsAndMissingShapes) {
  const std::string point =
      R"({"type":"Feature","properties":{"LSOA21CD":"z9"},"geometry":{)"
      R"("type":"Point","coordinates":[400000,400000]}})";
  EXPECT_EQ(message(map_of(std::vector<std::string>{point})),
            "m.geojson: layer 'zones': has no polygons (its geometry is "
            "'Point'). Zones need their boundaries");
  EXPECT_HAS(
      message(map_of(
          std::vector<std::string>{square_feature(three_zones[0]), point})),
      "zone 'z9': is not a polygon but a POINT. Zones need their boundaries");
  const std::string nothing =
      R"({"type":"Feature","properties":{"LSOA21CD":"z9"},"geometry":null})";
  EXPECT_HAS(message(map_of(std::vector<std::string>{
                 square_feature(three_zones[0]), nothing})),
             "m.geojson: layer 'zones': 1 zones have no shape: z9. Is the "
             "file complete?");
}

TEST_F(ReadZones, RefusesMissingColumns) {
  const std::string map = map_of(three_zones);
  EXPECT_EQ(message(map, {.key = "LSOA11CD"}),
            "m.geojson: layer 'zones': there is no column 'LSOA11CD'. Did you "
            "mean 'LSOA21CD'?");
  EXPECT_HAS(
      message(map, {.authority = "district"}),
      "there is no column 'district'. The columns are LSOA21CD, LAD22CD");
  std::string unknown = map;
  for (auto at = unknown.find("LSOA21CD"); at != std::string::npos;
       at = unknown.find("LSOA21CD")) {
    unknown.replace(at, 8, "whatever");
  }
  EXPECT_HAS(message(unknown),
             "no column looks like zone codes. Name it; The columns are "
             "whatever, LAD22CD");
}

TEST_F(ReadZones, RefusesBadCodes) {
  EXPECT_EQ(message(map_of(
                std::vector<SquareZone>{{"z1", "A", 0, 0}, {"z1", "A", 1, 0}})),
            "m.geojson: layer 'zones', column 'LSOA21CD': 1 zone codes are "
            "repeated: z1. Each zone may have one feature only; join its "
            "parts into a multipolygon");
  EXPECT_HAS(message(map_of(
                 std::vector<SquareZone>{{"", "A", 0, 0}, {"z1", "A", 1, 0}})),
             "column 'LSOA21CD': 1 features have no zone code");
}

TEST_F(ReadZones, RefusesUnknownAuthorities) {
  const std::string map = map_of(std::vector<SquareZone>{
      {"z1", "E08000032", 0, 0}, {"z2", "E08000030", 1, 0}});
  EXPECT_EQ(message(map, {}, {"E08000032", "E08000039"}),
            "m.geojson: layer 'zones', column 'LAD22CD': no zone is of "
            "authority 'E08000039'. Did you mean 'E08000030', 'E08000032'?");
  EXPECT_HAS(message(map, {}, {"S12000033"}),
             "The authorities of this file are E08000030, E08000032");
}

TEST_F(ReadZones, RefusesNoZones) {
  EXPECT_HAS(message(map_of(std::vector<std::string>{})), "m.geojson: ");
  const std::string file = convert(write(map_of(three_zones)),
                                   "e.gpkg",
                                   "-f GPKG -where \"LAD22CD='none'\"");
  EXPECT_HAS(message_of({.file = file}),
             "has no features, so no zones are left");
  std::string without = map_of(three_zones);
  for (auto at = without.find("LAD22CD"); at != std::string::npos;
       at = without.find("LAD22CD")) {
    without.replace(at, 7, "whatsit");
  }
  EXPECT_HAS(message(without, {}, {"A"}),
             "no column looks like authority codes, so zones cannot be "
             "selected by authority");
}

TEST_F(ReadZones, CodesAreTakenAsTheyAre) {
  // A quote in a code must not end the filter's text.
  const ZonesRead read =
      read_zones({.file = write(map_of(std::vector<SquareZone>{
                      {"z1", "O'Hara", 0, 0}, {"z2", "B", 1, 0}}))},
                 {"O'Hara"});
  EXPECT_EQ(read.layer.codes, std::vector<std::string>{"z1"});
}

}  // namespace
}  // namespace mingle
