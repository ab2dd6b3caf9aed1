// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <mingle/engine/calendar.h>

namespace mingle {
namespace {

TEST(Calendar, ParsesOnlyRealDates) {
  EXPECT_EQ(parse_date("2021-03-21"), (Date{2021, 3, 21}));
  EXPECT_EQ(parse_date("2024-02-29"), (Date{2024, 2, 29}));
  for (const char* text : {"2023-02-29",
                           "2021-13-01",
                           "2021-1-01",
                           "21-01-01",
                           "2021/01/01",
                           "2021-01-0x",
                           "",
                           "-021-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Calendar, TextIsIso) {
  EXPECT_EQ((Date{2021, 3, 5}).text(), "2021-03-05");
  EXPECT_EQ((Date{921, 3, 5}).text(), "0921-03-05");
}

TEST(Calendar, TicksAreQuarters) {
  const Date start{2021, 1, 1};
  EXPECT_EQ(tick_start(start, 0), start);
  EXPECT_EQ(tick_start(start, 3), (Date{2021, 10, 1}));
  EXPECT_EQ(tick_start(start, 40), (Date{2031, 1, 1}));
  EXPECT_EQ(tick_start({2021, 11, 28}, 1), (Date{2022, 2, 28}));
}

TEST(Calendar, CountsDaysOverLeapYears) {
  EXPECT_EQ(days_between({2021, 1, 1}, {2031, 1, 1}), 3652);
  EXPECT_EQ(days_between({2021, 1, 2}, {2021, 1, 1}), -1);
}

}  // namespace
}  // namespace mingle
