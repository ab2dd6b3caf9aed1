// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "squares.h"
#include "thrown.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include <gtest/gtest.h>

#include <mingle/geo/geometry.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/sha256.h>
#include <mingle/geo/write_layer.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

using test::square;

/// What a command prints.
std::string output_of(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 4096> block{};
  while (std::fgets(block.data(), block.size(), pipe)) text += block.data();
  pclose(pipe);
  return text;
}

class WriteLayer : public testing::Test {
 protected:
  std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  /// Zones with their values, values by year without shapes, a view of both
  /// and a style.
  GeoPackage package() const {
    GeoPackage result;
    LayerTable zones{.name = "zone", .title = "Zones", .description = "Two."};
    zones.columns = {text_column("LSOA21CD", {"z1", "z2"}),
                     integer_column("people", {5, 1LL << 40}),
                     real_column("share", {0.5, std::nan("")})};
    zones.shapes = shapes_;
    LayerTable years{.name = "year", .title = "Years", .description = ""};
    years.columns = {
        integer_column("zone", {1, 2}),
        date_time_column("valid_from",
                         {"2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z"})};
    result.tables = {zones, years};
    result.views = {{"zone_by_year",
                     "Zones by year",
                     "",
                     "SELECT y.fid AS OGC_FID, z.geom AS geom, z.LSOA21CD, "
                     "y.valid_from FROM year y JOIN zone z ON z.fid = y.zone",
                     "zone"}};
    result.styles = {{"zone_by_year", "Share", "<qgis/>", "", true}};
    result.statements = {
        "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, "
        "content BLOB)"};
    return result;
  }

 private:
  test::TemporaryFolder folder_;
  std::vector<MultiPolygon> shapes_{square(400000, 300000),
                                    square(401000, 300000)};
};

TEST_F(WriteLayer, TablesComeBackAsTheyWere) {
  const std::string file = path("map.gpkg");
  write_geopackage(file, package());
  const ZonesRead read = read_zones({.file = file, .layer = "zone"});
  EXPECT_EQ(read.layer.codes, (std::vector<std::string>{"z1", "z2"}));
  EXPECT_EQ(area(read.layer.shapes[0]), 1e6);
  EXPECT_EQ(centroid(read.layer.shapes[1]), (Point{401500, 300500}));
  EXPECT_FALSE(read.report.reprojected);
  EXPECT_EQ(read.report.touching_pairs, 1U);
  const std::string listing = output_of("ogrinfo -al '" + file + "' zone");
  EXPECT_HAS(listing, "IDENTIFIER=Zones");
  EXPECT_HAS(listing, "DESCRIPTION=Two.");
  EXPECT_HAS(listing, "people (Integer64) = 1099511627776");
  EXPECT_HAS(listing, "share (Real) = 0.5");
  EXPECT_HAS(listing, "share (Real) = (null)");
  EXPECT_HAS(listing, "FID Column = fid");
  EXPECT_HAS(listing, "Geometry Column = geom");
  const std::string years = output_of("ogrinfo -al '" + file + "' year");
  EXPECT_HAS(years, "valid_from (DateTime) = 2022/01/01 00:00:00+00");
  EXPECT_HAS(years, "Geometry: None");
}

TEST_F(WriteLayer, ViewsAreLayersAndStylesAreFound) {
  const std::string file = path("map.gpkg");
  write_geopackage(file, package());
  const std::string view = output_of("ogrinfo -al '" + file + "' zone_by_year");
  EXPECT_HAS(view, "Geometry: Multi Polygon");
  EXPECT_HAS(view, "Feature Count: 2");
  EXPECT_HAS(view, "Extent: (400000.000000, 300000.000000)");
  EXPECT_HAS(view, "ID[\"EPSG\",27700]");
  EXPECT_HAS(view, "valid_from (DateTime) = 2022/01/01 00:00:00+00");
  EXPECT_FALSE(test::has(view, "Warning")) << view;
  const std::string styles =
      output_of("ogrinfo -q '" + file +
                "' -sql \"SELECT * FROM layer_styles\" -dialect SQLite");
  EXPECT_HAS(styles, "f_table_name (String) = zone_by_year");
  EXPECT_HAS(styles, "f_geometry_column (String) = geom");
  EXPECT_HAS(styles, "useAsDefault (Integer(Boolean)) = 1");
  const std::string contents = output_of(
      "ogrinfo -q '" + file +
      "' -sql \"SELECT table_name, data_type FROM gpkg_contents WHERE "
      "table_name = 'layer_styles'\"");
  EXPECT_HAS(contents, "data_type (String) = attributes");
}

TEST_F(WriteLayer, SameContentSameBytes) {
  write_geopackage(path("a.gpkg"), package());
  write_geopackage(path("b.gpkg"), package());
  EXPECT_EQ(sha256_of_file(path("a.gpkg")), sha256_of_file(path("b.gpkg")));
}

TEST_F(WriteLayer, GeoJsonIsLongitudeAndLatitude) {
  const std::string file = path("zones.geojson");
  write_geojson(file, package().tables[0]);
  std::stringstream text;
  text << std::ifstream{file}.rdbuf();
  EXPECT_HAS(text.str(), "\"LSOA21CD\": \"z1\"");
  EXPECT_HAS(text.str(), "[ -2.0");
  const ZonesRead read = read_zones({.file = file});
  EXPECT_TRUE(read.report.reprojected);
  EXPECT_EQ(read.report.touching_pairs, 1U);
  // Seven decimals of a degree are about a centimetre.
  EXPECT_NEAR(
      distance(centroid(read.layer.shapes[0]), {400500, 300500}), 0, 0.02);
}

TEST_F(WriteLayer, ReplacesAWholeFileByAWholeFile) {
  const std::string file = path("map.gpkg");
  write_geopackage(file, package());
  const std::string before = sha256_of_file(file);
  GeoPackage broken = package();
  broken.statements.push_back("CREATE TABLE nonsense");
  const std::string error =
      test::thrown<OutputError>([&] { write_geopackage(file, broken); });
  EXPECT_HAS(error, file + ": cannot be written: ");
  EXPECT_EQ(sha256_of_file(file), before);
  EXPECT_FALSE(std::filesystem::exists(path("map.part.gpkg")));
  write_geopackage(file, package());
  EXPECT_EQ(sha256_of_file(file), before);
}

TEST_F(WriteLayer, RefusesAMissingFolderAndAFolder) {
  EXPECT_HAS(test::thrown<OutputError>(
                 [&] { write_geopackage(path("none/map.gpkg"), package()); }),
             "cannot be written: there is no folder '" + path("none"));
  EXPECT_HAS(test::thrown<OutputError>(
                 [&] { write_geojson(path("."), package().tables[0]); }),
             "is a folder. Name a file");
}

TEST_F(WriteLayer, SaysThatTheDiskIsFull) {
  // A small file system of its own; only root may mount one. The smaller is
  // full before the first row, the larger among the rows.
  const std::string disk = path("disk");
  std::filesystem::create_directory(disk);
  GeoPackage large = package();
  const std::vector<MultiPolygon> shapes(5000, square(400000, 300000));
  large.tables[0].shapes = shapes;
  large.tables[0].columns = {
      real_column("share", std::vector<double>(shapes.size(), 0.5))};
  large.views.clear();
  for (const char* size : {"64k", "512k"}) {
    SCOPED_TRACE(size);
    if (std::system(("mount -t tmpfs -o size=" + std::string{size} +
                     " tmpfs '" + disk + "' 2>/dev/null")
                        .c_str()) != 0) {
      GTEST_SKIP() << "SKIPPED: cannot mount a file system here";
    }
    const std::string file = disk + "/map.gpkg";
    const std::string error =
        test::thrown<OutputError>([&] { write_geopackage(file, large); });
    const bool empty = std::filesystem::is_empty(disk);
    EXPECT_EQ(std::system(("umount '" + disk + "'").c_str()), 0);
    EXPECT_HAS(error, file + ": cannot be written: ");
    EXPECT_HAS(error, "Is the disk full, or the folder not yours to write?");
    EXPECT_TRUE(empty);
  }
}

}  // namespace
}  // namespace mingle
