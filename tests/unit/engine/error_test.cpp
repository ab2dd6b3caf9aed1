// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

TEST(Error, ConfigProblemNamesItsPlace) {
  const ConfigProblem problem{"a.toml",
                              3,
                              7,
                              "housing.alfa",
                              "unknown key 'alfa'",
                              "Did you mean 'alpha'?"};
  EXPECT_EQ(problem.text(),
            "a.toml:3:7: unknown key 'alfa'. Did you mean 'alpha'?");
  const ConfigProblem placeless{"a.toml", 0, 0, "title", "no title", ""};
  EXPECT_EQ(placeless.text(), "a.toml: no title");
}

TEST(Error, ConfigErrorListsEveryProblem) {
  const ConfigError error{
      {{"a.toml", 1, 1, "", "first", ""}, {"a.toml", 2, 1, "", "second", ""}}};
  EXPECT_STREQ(error.what(), "a.toml:1:1: first\na.toml:2:1: second");
}

TEST(Error, DataErrorNamesFileLineAndField) {
  const DataError error{{.file = "t.csv", .field = "total", .line = 4},
                        "'-1' is negative",
                        "Counts start at 0"};
  EXPECT_STREQ(error.what(),
               "t.csv:4: column 'total': '-1' is negative. Counts start at 0");
}

TEST(Error, FirstFewSaysHowManyMore) {
  EXPECT_EQ(first_few({"a", "b", "c"}, 2), "a, b, c");
  EXPECT_EQ(first_few({"a", "b", "c", "d"}, 2), "a, b and 2 more");
  EXPECT_EQ(first_few({}), "");
}

}  // namespace
}  // namespace mingle
