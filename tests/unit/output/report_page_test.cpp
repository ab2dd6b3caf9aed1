// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "report/html.h"
#include "report/map_data.h"
#include "report/outlines.h"
#include "report/sections.h"
#include "report/settings.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace mingle {
namespace {

TEST(ReportHtml, TextOfUsersIsEscaped) {
  EXPECT_EQ(escaped("<b a='1' c=\"2\">&"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
  Html page;
  page.element("p", "</p><script>");
  EXPECT_EQ(page.markup(), "<p>&lt;/p&gt;&lt;script&gt;</p>\n");
}

TEST(ReportHtml, DataCannotEndTheirScript) {
  const std::string json = R"({"a": "</script><!-- & -->"})";
  const std::string safe = script_safe(json);
  EXPECT_EQ(safe.find('<'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(safe), nlohmann::json::parse(json));
}

TEST(ReportSettings, ReadsTablesValuesAndArrays) {
  const auto settings = settings_of(
      "title = \"a # b\"  # x.toml\n\n[housing]\nalpha = 0.9  # default\n"
      "\n[[lever]]\nid = \"one\"  # x.toml\n[[lever]]\nid = \"two\"\n");
  EXPECT_EQ(settings.at("title"), "\"a # b\"");
  EXPECT_EQ(settings.at("housing.alpha"), "0.9");
  EXPECT_EQ(settings.at("lever[0].id"), "\"one\"");
  EXPECT_EQ(settings.at("lever[1].id"), "\"two\"");
}

TEST(ReportSettings, FindsWhatDiffersButNotTitles) {
  ComparedArm base;
  ComparedArm other;
  base.config_toml =
      "title = \"a\"\n[housing]\nalpha = 0.9  # default\n"
      "delta = 2  # default\n";
  other.config_toml =
      "title = \"b\"\n[housing]\nalpha = 0.8  # b.toml\n"
      "delta = 2  # b.toml\n[time]\nyears = 3\n";
  const auto changes = setting_changes(base, other);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].key, "housing.alpha");
  EXPECT_EQ(changes[0].base, "0.9");
  EXPECT_EQ(changes[0].other, "0.8");
  EXPECT_EQ(changes[1].key, "time.years");
  EXPECT_EQ(changes[1].base, "");
  EXPECT_EQ(number_of("0.9"), 0.9);
  EXPECT_FALSE(number_of("\"exact\"").has_value());
  EXPECT_FALSE(number_of("").has_value());
}

TEST(ReportMap, MergesZonesByTheirNames) {
  const Neighbourhoods places =
      neighbourhoods_of({"Bradford 001A", "Bradford 001B", "Bradford 002A"});
  EXPECT_TRUE(places.merged);
  EXPECT_EQ(places.names,
            (std::vector<std::string>{"Bradford 001", "Bradford 002"}));
  EXPECT_EQ(places.of_zone, (std::vector<std::size_t>{0, 0, 1}));
  const Neighbourhoods other = neighbourhoods_of({"Bradford 001A", "Moor"});
  EXPECT_FALSE(other.merged);
  EXPECT_EQ(other.names.size(), 2U);
}

MultiPolygon shape(const Ring& ring) {
  return MultiPolygon{{Polygon{{ring}}}};
}

// Two squares that share a side with a bend of 3 units of 1000, one of 100,
// in opposite directions.
TEST(ReportOutlines, NeighboursKeepTheirCommonBoundary) {
  const std::vector<MultiPolygon> shapes{
      shape({{0, 0}, {500, 0}, {503, 400}, {600, 700}, {500, 1000}, {0, 1000}}),
      shape({{500, 0},
             {1000, 0},
             {1000, 1000},
             {500, 1000},
             {600, 700},
             {503, 400}})};
  const Outlines outlines = draw_outlines(shapes, 1000, 20);
  EXPECT_EQ(outlines.width, 1000);
  EXPECT_EQ(outlines.height, 1000);
  ASSERT_EQ(outlines.paths.size(), 2U);
  // Kept: both ends and the bend of 100; the one beside the line too, since
  // it is 54 from the line to the bend.
  const Outlines coarse = draw_outlines(shapes, 1000, 200);
  // All bends go; each square is left with its own corners.
  EXPECT_EQ(std::count(coarse.paths[0].begin(), coarse.paths[0].end(), ' '),
            std::count(coarse.paths[1].begin(), coarse.paths[1].end(), ' '));
  EXPECT_LT(coarse.paths[0].size(), outlines.paths[0].size());
}

TEST(ReportOutlines, EveryZoneHasAMark) {
  const std::vector<MultiPolygon> shapes{
      shape({{0, 0}, {100000, 0}, {100000, 100000}, {0, 100000}}),
      shape({{500, 500}, {501, 500}, {501, 501}})};
  const Outlines outlines = draw_outlines(shapes, 100, 1);
  EXPECT_FALSE(outlines.paths[1].empty());
}

TEST(ReportBanners, StandAboveTheResults) {
  Comparison comparison;
  comparison.replicates = 30;
  comparison.arms.resize(2);
  comparison.arms[0].title = "Baseline";
  comparison.arms[1].title = "Quota";
  Html quiet;
  add_banners(comparison, quiet);
  EXPECT_EQ(quiet.markup(), "");
  comparison.arms[1].banner = "RESEARCH ONLY: homes are let by group.";
  comparison.arms[0].stylised = true;
  comparison.replicates = 3;
  Html page;
  add_banners(comparison, page);
  EXPECT_NE(page.markup().find("Quota. RESEARCH ONLY"), std::string::npos);
  EXPECT_NE(page.markup().find("invented"), std::string::npos);
  EXPECT_NE(page.markup().find("Only 3 replicates"), std::string::npos);
}

}  // namespace
}  // namespace mingle
