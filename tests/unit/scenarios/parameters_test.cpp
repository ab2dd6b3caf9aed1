// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/tenure.h>
#include <mingle/scenarios/parameters.h>
#include <mingle/scenarios/scenario.h>

namespace mingle {
namespace {

constexpr const char* head =
    "id,key,meaning,type,default,minimum,maximum,prior,unit,source,grade\n";

std::string problem_of(const std::string& rows) {
  try {
    ParameterTable{head + rows};
  } catch (const Error& error) {
    return error.problem();
  }
  return "";
}

TEST(Parameters, EachHasSourceGradeUnitAndPlace) {
  for (const Parameter& row : shipped_parameters().rows()) {
    EXPECT_FALSE(row.source.empty()) << row.id;
    EXPECT_FALSE(row.unit.empty()) << row.id;
    EXPECT_FALSE(row.meaning.empty()) << row.id;
    EXPECT_FALSE(row.prior.empty()) << row.id;
    EXPECT_NE(row.key.find('.'), std::string::npos) << row.id;
  }
  EXPECT_EQ(parameters_sha256().size(), 64U);
}

TEST(Parameters, MoveRatesFollowFromSharesResidentLessThanThreeYears) {
  const ParameterValues values;
  EXPECT_NEAR(values["move_rate_private"], -std::log(1 - .50) / 3, 5e-4);
  EXPECT_NEAR(values["move_rate_social_council"], -std::log(1 - .17) / 3, 5e-4);
  EXPECT_NEAR(values["move_rate_owned_mortgage"], -std::log(1 - .23) / 3, 5e-4);
  EXPECT_NEAR(values["move_rate_owned_outright"], -std::log(1 - .07) / 3, 5e-4);
}

TEST(Parameters, EveryTenureAndCategoryHasItsOwn) {
  const ParameterValues values;
  for (const Tenure tenure : all_tenures) {
    EXPECT_GT(values["move_rate_" + std::string{name_of(tenure)}], 0);
  }
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    const auto category = static_cast<HrpCategory>(c);
    EXPECT_GT(values["headship_" + std::string{name_of(category)}], 0);
  }
}

TEST(Parameters, FindTakesIdAndKey) {
  const ParameterTable& table = shipped_parameters();
  ASSERT_NE(table.find("vacancy_rate"), nullptr);
  EXPECT_EQ(table.find("vacancy_rate"), table.find("population.vacancy_rate"));
  EXPECT_EQ(table.find("nonsense"), nullptr);
}

TEST(Parameters, UnknownIdIsRefused) {
  ParameterValues values;
  EXPECT_THROW(values["betaa"], Error);
  EXPECT_THROW(values.set("betaa", 1), Error);
  EXPECT_THROW(values.set("housing.alpha", 1), Error);
}

TEST(Parameters, ValueOutOfRangeNamesTheUnit) {
  ParameterValues values;
  values.set("alpha", 1.1);
  EXPECT_EQ(values["alpha"], 1.1);
  try {
    values.set("mixed_hrp_mean_size", 9);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(),
              "mixed_hrp_mean_size is 9 but must be 1 to 8 (persons)");
  }
  EXPECT_THROW(values.set("alpha", std::nan("")), Error);
  EXPECT_THROW(values.set("rounds", 2.5), Error);
}

TEST(Parameters, BadTablesNameTheLine) {
  EXPECT_EQ(problem_of("a,b,c,1\n"), "parameters.csv:2: 4 fields, expected 11");
  EXPECT_EQ(problem_of("a,x.a,c,number,one,0,2,fixed,m,here,E\n"),
            "parameters.csv:2: 'one' is not a number");
  EXPECT_EQ(problem_of("a,x.a,c,number,1,0,2,fixed,m,here,Z\n"),
            "parameters.csv:2: grade 'Z' is not E, W or A");
  EXPECT_EQ(problem_of("a,x.a,c,number,1,0,2,fixed,m,,E\n"),
            "parameters.csv:2: 'a' has no source");
  EXPECT_EQ(problem_of("a,x.a,c,number,5,0,2,fixed,m,here,E\n"),
            "parameters.csv:2: a is 5 but must be 0 to 2 (m)");
  const std::string row = "a,x.a,\"c, d\",number,1,0,2,fixed,m,here,E\n";
  EXPECT_EQ(problem_of(row), "");
  EXPECT_EQ(problem_of(row + row), "parameters.csv:3: 'a' is there twice");
  EXPECT_THROW(ParameterTable{"id,meaning\n"}, Error);
}

}  // namespace
}  // namespace mingle
