// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include <mingle/scenarios/predicate.h>

namespace mingle {
namespace {

using levers::Field;

/// Whether a condition holds for a person or zone with these numbers.
bool holds_for(std::string_view text, std::map<Field, double> numbers) {
  const Condition condition = parse_condition(text);
  EXPECT_TRUE(condition.problems.empty()) << text;
  return levers::holds(condition.program, [&](Field field, std::size_t) {
    const auto at = numbers.find(field);
    return at == numbers.end() ? std::nan("") : at->second;
  });
}

/// "column: problem. hint" of a condition with one mistake.
std::string mistake_in(std::string_view text) {
  const Condition condition = parse_condition(text);
  if (condition.problems.size() != 1) return "";
  const ConditionProblem& only = condition.problems.front();
  return std::to_string(only.column) + ": " + only.problem +
         (only.hint.empty() ? "" : ". " + only.hint);
}

TEST(Condition, ComparesNumbers) {
  const std::map<Field, double> three{{Field::imd_decile, 3}};
  EXPECT_TRUE(holds_for("imd_decile <= 3", three));
  EXPECT_FALSE(holds_for("imd_decile < 3", three));
  EXPECT_TRUE(holds_for("imd_decile >= 3", three));
  EXPECT_FALSE(holds_for("imd_decile > 3", three));
  EXPECT_TRUE(holds_for("imd_decile == 3", three));
  EXPECT_FALSE(holds_for("imd_decile != 3", three));
  EXPECT_TRUE(holds_for("imd_decile between 3 and 4", three));
  EXPECT_FALSE(holds_for("imd_decile between 3.1 and 4", three));
  EXPECT_TRUE(holds_for("imd_decile in [1, 3, 2]", three));
  EXPECT_FALSE(holds_for("imd_decile not in [3, 1]", three));
  EXPECT_TRUE(holds_for("imd_decile > -1.5e0", three));
}

TEST(Condition, AndBindsTighterThanOr) {
  const auto with = [](double age, double sex, double english) {
    return std::map<Field, double>{
        {Field::age, age}, {Field::sex, sex}, {Field::english, english}};
  };
  const auto* const text = "age > 60 or sex == female and english <= 1";
  EXPECT_TRUE(holds_for(text, with(70, 1, 3)));
  EXPECT_TRUE(holds_for(text, with(30, 0, 1)));
  EXPECT_FALSE(holds_for(text, with(30, 1, 1)));
  const auto* const other = "(age > 60 or sex == female) and english <= 1";
  EXPECT_FALSE(holds_for(other, with(70, 1, 3)));
  EXPECT_TRUE(holds_for(other, with(70, 1, 0)));
}

TEST(Condition, NegatesAndNests) {
  EXPECT_TRUE(holds_for("not age > 60", {{Field::age, 60}}));
  EXPECT_TRUE(holds_for("not not (age > 60)", {{Field::age, 61}}));
  EXPECT_TRUE(holds_for("not (age < 5 or age > 9)", {{Field::age, 7}}));
  EXPECT_FALSE(holds_for("not (age < 5 or age > 9)", {{Field::age, 4}}));
}

TEST(Condition, EmptyHoldsForAll) {
  EXPECT_TRUE(holds_for("", {}));
  EXPECT_TRUE(holds_for("  ", {}));
}

TEST(Condition, WhatIsNotKnownDoesNotHold) {
  EXPECT_FALSE(holds_for("english <= 1", {}));
  EXPECT_FALSE(holds_for("english not in [1]", {}));
}

TEST(Condition, TakesNamesOfTenuresAndOthers) {
  EXPECT_TRUE(holds_for("tenure == private", {{Field::tenure, 4}}));
  EXPECT_TRUE(holds_for("sector != owner", {{Field::sector, 2}}));
  EXPECT_TRUE(holds_for("broad in [asian, 'white']", {{Field::broad, 3}}));
  EXPECT_TRUE(
      holds_for("employment not in [employed]", {{Field::employment, 2}}));
}

TEST(Condition, KnowsWhatItAsks) {
  EXPECT_FALSE(parse_condition("imd_decile <= 3").asks_persons());
  EXPECT_TRUE(parse_condition("not own_group_share > 0.5").asks_persons());
  EXPECT_TRUE(parse_condition("english <= 1").needs_contact());
  EXPECT_FALSE(parse_condition("age <= 1").needs_contact());
}

TEST(Condition, MistakesHaveAPlaceAndAHint) {
  EXPECT_EQ(mistake_in("imd_decille <= 3"),
            "1: asks for 'imd_decille', which is no field. Did you mean "
            "'imd_decile'?");
  EXPECT_EQ(mistake_in("age = 3"), "5: has '=' after 'age'. Write '=='");
  EXPECT_EQ(mistake_in("age > 3 && sex == male"),
            "9: has '&&' where it should end. Write 'and'");
  EXPECT_EQ(mistake_in("! age > 3"),
            "1: has '!' where a field belongs. Write 'not'");
  EXPECT_EQ(mistake_in("age > old"),
            "7: compares 'age' with 'old' but it takes a number (years)");
  EXPECT_EQ(mistake_in("age >"),
            "6: compares 'age' with its end but it takes a number (years)");
  EXPECT_EQ(mistake_in("(age > 3"), "9: has its end where ')' belongs");
  EXPECT_EQ(mistake_in("age between 9 and 3"),
            "13: has 9 before 3 in 'between'. The smaller number comes first");
  EXPECT_EQ(mistake_in("sex > female"),
            "5: compares 'sex', which takes a name, with '>'. Write ==, != or "
            "in [...]");
  EXPECT_EQ(mistake_in("sex == woman"),
            "8: compares 'sex' with 'woman'. Known values: female, male");
  EXPECT_EQ(mistake_in("age in 3"), "8: has '3' where '[' belongs");
  EXPECT_EQ(mistake_in("age in []"),
            "9: compares 'age' with ']' but it takes a number (years)");
  EXPECT_EQ(mistake_in("share > 0.5"), "7: has '>' where '(' belongs");
  EXPECT_EQ(mistake_in("age > 3years"),
            "7: compares 'age' with '3' but it takes a number (years)");
  EXPECT_EQ(mistake_in("zone between 1 and 2"),
            "6: asks whether 'zone' is between two numbers, but it takes a "
            "code");
  EXPECT_EQ(mistake_in("age > 3 sex == male"),
            "9: has 'sex' where it should end. Join comparisons with 'and' or "
            "'or'");
  EXPECT_EQ(mistake_in("age > $"),
            "7: compares 'age' with '$' but it takes a number (years)");
  EXPECT_EQ(mistake_in("\"age > 3"),
            "1: has '\"' where a field belongs. For "
            "example imd_decile <= 3");
}

TEST(Condition, RefusesWhatIsTooLongOrTooDeep) {
  std::string lengthy = "age > 1";
  for (int i = 0; i < 40; ++i) lengthy += " or age > 1";
  EXPECT_EQ(mistake_in(lengthy),
            "1: is too long. Use 'in [...]' for many codes");
  EXPECT_EQ(mistake_in(std::string(60, '(')), "41: is nested too deeply");
}

struct Study {
  GroupScheme groups{{"white_british", "asian_pakistani"}};
  AuthorityTable authorities{{"E08000032", "E08000033"}, {}, {}};
  ZoneTable
      zones{{"E01000001", "E01000002", "E01000003"}, {}, {}, {}, {}, {}, {}};
};

TEST(Condition, BindsNamesOfTheStudy) {
  const Study study;
  const auto bound = [&](std::string_view text) {
    std::vector<ConditionProblem> problems;
    auto program = bind_condition(parse_condition(text),
                                  study.groups,
                                  study.authorities,
                                  study.zones,
                                  problems);
    EXPECT_TRUE(problems.empty());
    return program;
  };
  const auto program = bound(
      "zone in [E01000003, E01000001] and "
      "share(asian_pakistani) > 0.5");
  EXPECT_EQ(program.nodes[0].set, (std::vector<double>{0, 2}));
  EXPECT_EQ(program.nodes[1].group, 1U);
  EXPECT_EQ(bound("group != asian_pakistani").nodes[0].set,
            std::vector<double>{1});
}

TEST(Condition, NamesThatTheStudyLacks) {
  const Study study;
  std::vector<ConditionProblem> problems;
  bind_condition(parse_condition("authority == E08000031 or group == asian or "
                                 "share(asian_pakistan) > 1"),
                 study.groups,
                 study.authorities,
                 study.zones,
                 problems);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].column, 14U);
  EXPECT_EQ(problems[0].problem,
            "names authority 'E08000031', which the study does not have");
  EXPECT_EQ(problems[0].hint, "Did you mean 'E08000032' or 'E08000033'?");
  EXPECT_EQ(problems[1].hint, "Known groups: white_british, asian_pakistani");
  EXPECT_EQ(problems[2].hint, "Did you mean 'asian_pakistani'?");
}

}  // namespace
}  // namespace mingle
