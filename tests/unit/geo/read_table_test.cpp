// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "thrown.h"

#include <gtest/gtest.h>

#include <mingle/geo/read_table.h>
#include <mingle/geo/sha256.h>
#include <mingle/test_support/shared_data.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

class ReadTable : public testing::Test {
 protected:
  CountTable read(std::string_view text,
                  const CountTableOptions& options = {}) {
    return read_count_table(folder_.write("t.csv", text).string(), options);
  }
  TextTable read_text(std::string_view text) {
    return read_text_table(folder_.write("t.csv", text).string());
  }
  /// The message without the folder.
  std::string message(std::string_view text,
                      const CountTableOptions& options = {}) {
    std::string error = test::thrown([&] { read(text, options); });
    const std::string folder = folder_.path().string() + "/";
    if (error.rfind(folder, 0) == 0) error.erase(0, folder.size());
    return error;
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(ReadTable, SortsByKeyAndLeavesOutTheTotal) {
  const CountTable table = read("code,total,a,b\nz2,7,3,4\nz1,3,1,2\n");
  EXPECT_EQ(table.key, "code");
  EXPECT_EQ(table.keys, (std::vector<std::string>{"z1", "z2"}));
  EXPECT_EQ(table.columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(table.values, (std::vector<std::int32_t>{1, 2, 3, 4}));
  EXPECT_EQ(table.sha256,
            sha256_of_text("code,total,a,b\nz2,7,3,4\nz1,3,1,2\n"));
}

TEST_F(ReadTable, TakesKeyAndColumnsAskedForInThatOrder) {
  const CountTable table = read("a,code,b,total\n1,z1,2,3\n",
                                {.key = "code", .columns = {"total", "a"}});
  EXPECT_EQ(table.columns, (std::vector<std::string>{"total", "a"}));
  EXPECT_EQ(table.values, (std::vector<std::int32_t>{3, 1}));
}

TEST_F(ReadTable, ReadsByteOrderMarkCrLfQuotesAndBlankLines) {
  const CountTable table = read(
      "\xEF\xBB\xBF"
      "code,\"a, or \"\"b\"\"\"\r\n\r\n\"z1\",\"1\"\r\nz2,2");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"a, or \"b\""}));
  EXPECT_EQ(table.keys, (std::vector<std::string>{"z1", "z2"}));
  EXPECT_EQ(table.values, (std::vector<std::int32_t>{1, 2}));
}

TEST_F(ReadTable, ReadsTheLargestCount) {
  EXPECT_EQ(read("k,a\nz,2147483647\n").values.front(), 2147483647);
}

TEST_F(ReadTable, SaysWhichLineAndColumnIsWrong) {
  EXPECT_EQ(message("k,a,b\nz1,1,2\nz2,12.5,3\n"),
            "t.csv:3: column 'a': '12.5' is not a whole number. Counts are "
            "whole numbers from 0; name the columns to read if others are not "
            "counts");
  EXPECT_EQ(message("k,a\nz1,-4\n", {.columns = {"a"}}),
            "t.csv:2: column 'a': '-4' is negative. Counts are whole numbers "
            "from 0");
  EXPECT_HAS(message("k,a\nz1,2147483648\n"),
             "'2147483648' is more than 2,147,483,647");
  EXPECT_HAS(message("k,a\nz1,99999999999999999999\n"),
             "is more than 2,147,483,647");
  EXPECT_HAS(message("k,a\nz1,-99999999999999999999\n"), "is negative");
  EXPECT_HAS(message("k,a,b\nz1,,1\n"),
             "t.csv:2: column 'a': the cell is empty");
  EXPECT_HAS(message("k,a\nz1,NaN\n"), "'NaN' is not a number");
  EXPECT_HAS(message("k,a\nz1,many\n"), "'many' is not a number");
  EXPECT_HAS(message("k,a\nz1,1e3\n"), "'1e3' is not a whole number");
  EXPECT_HAS(message("k,a\nz1,5 people\n"), "'5 people' is not a number");
}

TEST_F(ReadTable, CountsTheLinesOfQuotedFields) {
  EXPECT_HAS(message("k,\"a\nb\",c\r\nz1,1,1\r\nz2,1,x\r\n"),
             "t.csv:4: column 'c': 'x' is not a number");
}

TEST_F(ReadTable, ListsFiveBadCellsInFileOrderAndCountsTheRest) {
  const std::string error =
      message("k,a\nz9,x1\nz8,x2\nz7,x3\nz6,x4\nz5,x5\nz4,x6\nz3,x7\n");
  EXPECT_HAS(error, "t.csv:2: column 'a': 'x1' is not a number; line 3, ");
  EXPECT_HAS(error,
             "line 6, column 'a': 'x5' is not a number; and 2 more cells");
  EXPECT_FALSE(test::has(error, "x6"));
}

TEST_F(ReadTable, NamesTheColumnsNearAMissingOne) {
  EXPECT_EQ(message("k,pakistani\nz,1\n", {.columns = {"pakistanis"}}),
            "t.csv:1: there is no column 'pakistanis'. Did you mean "
            "'pakistani'?");
  EXPECT_HAS(
      message("k,asian_indian,asian_other\nz,1,2\n", {.columns = {"asian"}}),
      "Did you mean 'asian_indian', 'asian_other'?");
  EXPECT_HAS(message("k,a\nz,1\n", {.key = "LSOA21CD"}),
             "there is no column 'LSOA21CD'. The columns are k, a");
}

TEST_F(ReadTable, RefusesRepeatedAndEmptyKeys) {
  EXPECT_EQ(message("k,a\nz1,1\nz2,2\nz1,3\n"),
            "t.csv: column 'k': zone codes are repeated: z1 (lines 2 and 4). "
            "Each zone may have one row only");
  EXPECT_HAS(message("k,a\nz1,1\n,2\n"),
             "t.csv:3: column 'k': the zone code is empty");
}

TEST_F(ReadTable, RefusesMalformedTables) {
  EXPECT_HAS(message(""), "t.csv: is empty. A header row is needed");
  EXPECT_HAS(message("\n\n"), "t.csv: is empty");
  EXPECT_HAS(message("k,a\n"), "t.csv: has a header but no rows");
  EXPECT_HAS(message("k,a,a\nz,1,2\n"), "t.csv:1: column 'a' is there twice");
  EXPECT_HAS(message("k,a\nz1,1\nz2,1,2\n"),
             "t.csv:3: this line has 3 fields, the header has 2");
  EXPECT_HAS(message("k;a\nz1;1\n"), "has no columns of counts beside 'k;a'");
  EXPECT_HAS(message("k,a\nz1,\"1\nz2,2\n"),
             "t.csv:2: malformed CSV: a quote is open or misplaced");
  EXPECT_HAS(message(std::string_view{"\xFF\xFEk\0,\0", 6}), "is UTF-16 text");
}

TEST_F(ReadTable, RefusesWhatIsNotAFile) {
  EXPECT_HAS(test::thrown([] { read_count_table("/nowhere/t.csv"); }),
             "/nowhere/t.csv: there is no such file");
  EXPECT_HAS(test::thrown([] { read_count_table("/tmp"); }),
             "/tmp: is a folder");
}

TEST_F(ReadTable, ReadsTextInFileOrderWithLines) {
  const TextTable table = read_text("code,name\nz2,Two\n\nz1,\"O, ne\"\n");
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.at(1, 1), "O, ne");
  EXPECT_EQ(table.lines, (std::vector<std::size_t>{2, 4}));
  EXPECT_EQ(table.require("name"), 1U);
  EXPECT_FALSE(table.column("nam").has_value());
  EXPECT_HAS(test::thrown([&] { table.require("nam"); }),
             "there is no column 'nam'. Did you mean 'name'?");
}

TEST_F(ReadTable, RefusesRowsThatAreThereTwice) {
  const TextTable table = read_text("lad,group,n\nA,x,1\nA,y,2\n\nA,x,3\n");
  EXPECT_NO_THROW(refuse_repeated_rows(table, {0, 1, 2}));
  EXPECT_HAS(test::thrown([&] {
               refuse_repeated_rows(table, {0, 1});
             }),
             "t.csv: column 'lad, group': rows are repeated: A, x (lines 2 and "
             "5). Each may be there only once");
}

TEST_F(ReadTable, LooksUpOneValueForEachCode) {
  const TextTable table = read_text("code,lad\nz2,A\nz1,B\nz1,B\n");
  const Lookup lookup{table, "code", "lad"};
  EXPECT_EQ(lookup.size(), 2U);
  EXPECT_EQ(lookup.find("z1"), "B");
  EXPECT_FALSE(lookup.find("z3").has_value());
  const TextTable twice = read_text("code,lad\nz1,A\nz1,B\n");
  EXPECT_HAS(test::thrown([&] {
               (Lookup{twice, "code", "lad"});
             }),
             "t.csv:3: 'z1' has two values of lad, 'A' and 'B'");
}

TEST_F(ReadTable, ReadsTheEthnicGroupsOfEngland) {
  MINGLE_NEEDS_SHARED(shared);
  const CountTable table = read_count_table(
      (shared / "data/census2021/ethnic_group_lsoa21.csv").string());
  EXPECT_EQ(table.rows(), 33755U);
  EXPECT_EQ(table.columns.size(), 19U);
  std::int64_t residents = 0;
  for (const std::int32_t count : table.values) residents += count;
  // The sum of the published table (data/README.md).
  EXPECT_EQ(residents, 56490108);
}

}  // namespace
}  // namespace mingle
