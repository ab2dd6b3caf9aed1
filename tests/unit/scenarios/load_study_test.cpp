// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "study_tables.h"

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/test_support/shared_data.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

/// Squares of 1 km in a row, one for each code.
std::string squares(const std::vector<std::string>& codes) {
  std::string features;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string west = std::to_string(400000 + 1000 * i);
    const std::string east = std::to_string(401000 + 1000 * i);
    if (!features.empty()) features += ",";
    features += R"({"type":"Feature","properties":{"code":")" + codes[i] +
                R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + west +
                ",430000],[" + east + ",430000],[" + east + ",431000],[" +
                west + ",431000],[" + west + ",430000]]]}}";
  }
  return R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
         R"({"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
         features + "]}";
}

class LoadStudy : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.write("z.geojson", squares({"Z1", "Z2", "Z3"}));
    folder_.write("e.csv",
                  "code,total,red,blue\nZ1,150,100,50\n"
                  "Z2,150,20,130\nZ3,90,80,10\n");
    folder_.write("t.csv",
                  "code,owned_outright,owned_mortgage,shared_ownership,"
                  "social_rented_council,social_rented_other,"
                  "private_rented_landlord,private_rented_other,rent_free\n"
                  "Z1,10,9,1,2,3,4,5,6\nZ2,10,10,0,5,5,8,1,1\n"
                  "Z3,10,10,0,5,5,8,1,1\n");
    folder_.write("h.csv",
                  "code,persons_1,persons_2,persons_3,persons_4_or_more\n"
                  "Z1,10,10,10,10\nZ2,10,10,10,10\nZ3,10,10,10,10\n");
    folder_.write("r.csv",
                  "code,in_household,in_communal_establishment\n"
                  "Z1,150,0\nZ2,149,1\nZ3,90,0\n");
    folder_.write("lookup.csv",
                  "LSOA21CD,LAD22CD,LAD22NM\nZ1,A1,Town\n"
                  "Z2,A1,Town\nZ3,A2,Village\n");
  }

  Scenario scenario(const std::string& area = "") {
    return read_scenario(
               folder_.write(
                   "s.toml",
                   "[run]\nseed = 1\n[area]\nzones.file = \"z.geojson\"\n"
                   "tables.ethnic_group = \"e.csv\"\n"
                   "tables.tenure = \"t.csv\"\n"
                   "tables.household_size = \"h.csv\"\n"
                   "tables.residence_type = \"r.csv\"\n"
                   "lookup = { file = \"lookup.csv\", authority_name = "
                   "\"LAD22NM\" }\n" +
                       area))
        .scenario;
  }

  /// Text of the error, or "".
  std::string problem(const std::string& area = "") {
    try {
      load_study(scenario(area));
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  void expect_problem(const std::string& words, const std::string& area = "") {
    const std::string found = problem(area);
    EXPECT_NE(found.find(words), std::string::npos) << found;
  }

  test::TemporaryFolder folder_;
};

TEST_F(LoadStudy, ReadsJoinsAndNames) {
  const StudyArea study = load_study(scenario("licence = \"Open\"\n"));
  EXPECT_EQ(study.name, "Town and 1 other");
  EXPECT_EQ(study.licence, "Open");
  EXPECT_FALSE(study.stylised);
  EXPECT_EQ(study.zones.codes, (std::vector<std::string>{"Z1", "Z2", "Z3"}));
  EXPECT_EQ(study.zones.authorities,
            (std::vector<std::string>{"A1", "A1", "A2"}));
  EXPECT_EQ(study.ethnic_group.columns,
            (std::vector<std::string>{"red", "blue"}));
  EXPECT_EQ(study.tenure.columns.size(), 5U);
  // Shared ownership counts as mortgaged, all private and rent free together.
  EXPECT_EQ(study.tenure.at(0, 1), 10);
  EXPECT_EQ(study.tenure.at(0, 4), 15);
  ASSERT_EQ(study.inputs.size(), 6U);
  EXPECT_EQ(study.inputs[0].role, "zones");
  for (const InputFile& input : study.inputs) {
    EXPECT_EQ(input.sha256.size(), 64U) << input.role;
  }
}

TEST_F(LoadStudy, CodesSelectThroughTheLookup) {
  const StudyArea study = load_study(scenario("codes = [\"A2\"]\n"));
  EXPECT_EQ(study.name, "Village");
  EXPECT_EQ(study.zones.codes, std::vector<std::string>{"Z3"});
  EXPECT_EQ(study.ethnic_group.rows(), 1U);
  EXPECT_EQ(study.ethnic_group.at(0, 0), 80);
  expect_problem("no zones of authority 'A9'", "codes = [\"A2\", \"A9\"]\n");
}

TEST_F(LoadStudy, LookupMustHaveEveryZone) {
  folder_.write("lookup.csv", "LSOA21CD,LAD22CD,LAD22NM\nZ1,A1,Town\n");
  expect_problem("2 zones of '");
  expect_problem("'Z2', 'Z3'");
}

TEST_F(LoadStudy, HouseholdsWithoutPeople) {
  folder_.write("e.csv", "code,red,blue\nZ1,0,0\nZ2,200,130\nZ3,80,10\n");
  expect_problem("1 zone has households but no people");
}

TEST_F(LoadStudy, TablesThatDoNotAgree) {
  folder_.write("r.csv",
                "code,in_household,in_communal_establishment\n"
                "Z1,150,0\nZ2,140,1\nZ3,90,0\n");
  const StudyArea study = load_study(scenario());
  const bool noted = std::any_of(
      study.notes.begin(), study.notes.end(), [](const std::string& note) {
        return note.find("390 residents here but 381") != std::string::npos;
      });
  EXPECT_TRUE(noted);
  folder_.write("r.csv",
                "code,in_household,in_communal_establishment\n"
                "Z1,50,0\nZ2,40,1\nZ3,90,0\n");
  expect_problem("Are both tables of the same zones and the same day?");
}

TEST_F(LoadStudy, TenureColumnsMustBeKnown) {
  folder_.write("t.csv", "code,own,rent\nZ1,20,20\nZ2,20,20\nZ3,20,20\n");
  expect_problem("column 'owned_outright'");
}

TEST_F(LoadStudy, CensusGroupsMustBeComplete) {
  std::string head = "code";
  std::string cells;
  for (const CensusGroup& group : census_2021_groups()) {
    if (group.name == "asian_pakistani" || group.name == "white_roma") continue;
    head += ',' + std::string{group.name};
    cells += ",10";
  }
  folder_.write("e.csv",
                head + "\nZ1" + cells + "\nZ2" + cells + "\nZ3" + cells + "\n");
  expect_problem("column 'asian_pakistani'");
}

TEST_F(LoadStudy, TooManyGroups) {
  std::string head = "code";
  std::string cells;
  for (int g = 0; g < 33; ++g) {
    head += ",g" + std::to_string(g);
    cells += ",5";
  }
  folder_.write("e.csv",
                head + "\nZ1" + cells + "\nZ2" + cells + "\nZ3" + cells + "\n");
  expect_problem("33 group columns, but a run has at most 32");
}

constexpr const char* rm134_head =
    "LAD22CD,ethnic_group_of_hrp,owned_outright,"
    "owned_mortgage_or_shared_ownership,social_rented,"
    "private_rented_or_rent_free\n";

std::string rm134_rows(const std::string& authority) {
  std::string rows = authority + ",Total,9,9,9,9\n";
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    rows += authority + ',' +
            std::string{name_of(static_cast<HrpCategory>(c))} + ",1,2,3," +
            std::to_string(c) + '\n';
  }
  return rows;
}

TEST_F(LoadStudy, TenureByGroupOfTheAuthoritiesOfTheStudy) {
  folder_.write("g.csv", rm134_head + rm134_rows("A1") + rm134_rows("A7"));
  const StudyArea study =
      load_study(scenario("tables.tenure_by_group = \"g.csv\"\n"));
  ASSERT_EQ(study.tenure_by_group.size(), 1U);
  EXPECT_EQ(study.tenure_by_group[0].authority, "A1");
  EXPECT_EQ(study.tenure_by_group[0].households[6][3], 6);
  EXPECT_NE(std::find(study.notes.begin(),
                      study.notes.end(),
                      "1 of 2 authorities have no table of tenure by ethnic "
                      "group; pooled headship is used there"),
            study.notes.end());
}

TEST_F(LoadStudy, TenureByGroupMistakes) {
  const std::string area = "tables.tenure_by_group = \"g.csv\"\n";
  folder_.write("g.csv", std::string{rm134_head} + "A1,asian,1,2,3,4\n");
  expect_problem("authority 'A1' has no row for 'black'", area);
  folder_.write("g.csv", std::string{rm134_head} + "A1,asian,1,x,3,4\n");
  expect_problem(
      "g.csv:2: column 'owned_mortgage_or_shared_ownership': 'x' "
      "is not a count of households",
      area);
  folder_.write("g.csv", "LAD22CD,group\nA1,asian\n");
  expect_problem("ethnic_group_of_hrp", area);
}

TEST_F(LoadStudy, AlphaOfAGroupThatIsNotThere) {
  expect_problem("names the group 'bleu'",
                 "[housing.alpha_by_group]\nbleu = 1\n");
  expect_problem("Did you mean 'blue'?",
                 "[housing.alpha_by_group]\nbleu = 1\n");
}

TEST_F(LoadStudy, StylisedByName) {
  const fs::path file = folder_.write(
      "s.toml", "[run]\nseed = 1\n[area]\nstylised = \"walsall\"\n");
  const StudyArea study = load_study(read_scenario(file).scenario);
  EXPECT_TRUE(study.stylised);
  EXPECT_EQ(study.zones.size(), 169U);
  const std::vector<CommandSetting> atlantis{
      parse_set_option("area.stylised=atlantis")};
  EXPECT_THROW(load_study(read_scenario(file, atlantis).scenario), ConfigError);
}

TEST(StudiesOfTheProject, RealBradfordHasItsPublishedTotals) {
  MINGLE_NEEDS_SHARED(shared);
  const fs::path file =
      test::source_folder() / "tests" / "studies" / "bradford.toml";
  setenv("MINGLE_SHARED", shared.c_str(), 0);
  const StudyArea study = load_study(read_scenario(file).scenario);
  EXPECT_EQ(study.zones.size(), 312U);
  EXPECT_EQ(study.name, "Bradford");
  ASSERT_EQ(study.tenure_by_group.size(), 1U);
  const auto asian = static_cast<std::size_t>(HrpCategory::asian);
  EXPECT_EQ(study.tenure_by_group[0].households[asian][0], 12784);
  EXPECT_EQ(study.ethnic_group.columns.size(), 19U);
}

}  // namespace
}  // namespace mingle
