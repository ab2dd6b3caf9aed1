// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "hindcast/earlier_area.h"

#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace mingle {
namespace {

CountTable table(std::vector<std::string> columns,
                 std::vector<std::int32_t> values) {
  CountTable made;
  made.keys = {"s1", "s2", "u"};
  made.columns = std::move(columns);
  made.values = std::move(values);
  return made;
}

/// Zone s was split into s1 (a quarter of the people) and s2.
class EarlierArea : public testing::Test {
 protected:
  EarlierArea() {
    area_.zones.codes = {"s1", "s2", "u"};
    area_.ethnic_group =
        table({"white_british", "white_roma", "white_other", "asian_indian"},
              {50, 10, 20, 20, 200, 0, 0, 100, 100, 0, 0, 300});
    area_.tenure =
        table({"owned_outright",
               "owned_mortgage",
               "social_council",
               "social_other",
               "private"},
              {10, 10, 10, 0, 10, 40, 40, 0, 0, 40, 50, 0, 0, 0, 50});
    area_.household_size =
        table({"persons_1", "persons_2", "persons_3", "persons_4_or_more"},
              {10, 10, 10, 10, 60, 60, 0, 0, 0, 0, 50, 50});
    area_.residence_type = table({"in_household", "in_communal_establishment"},
                                 {100, 0, 270, 30, 400, 0});
    TenureByGroup shares;
    shares.households[static_cast<std::size_t>(HrpCategory::asian)] = {
        42, 0, 0, 84};
    area_.tenure_by_group = {shares};
    earlier_.groups = {"white_british", "white_other", "asian_indian"};
    earlier_.residents = {240, 20, 60, 150, 0, 150};
    earlier_.households = {100, 90};
    earlier_.tenure = {76, 38, 10, 28, 38};
  }

  std::int64_t sum(const CountTable& counts, std::size_t column) const {
    std::int64_t all = 0;
    for (std::size_t z = 0; z < 3; ++z) all += counts.at(z, column);
    return all;
  }

  std::vector<std::string> take() {
    const std::vector<std::size_t> common{0, 0, 1};
    const std::vector<std::pair<std::string, std::string>> fold{
        {"white_roma", "white_other"}};
    return take_back(earlier_, common, fold, area_);
  }

  StudyArea area_;
  EarlierCounts earlier_;
};

TEST_F(EarlierArea, ResidentsAreTheEarlierOnesSharedOverParts) {
  EXPECT_TRUE(take().empty());
  EXPECT_EQ(area_.ethnic_group.columns, earlier_.groups);
  const std::vector<std::int32_t> expected{60, 5, 15, 180, 15, 45, 150, 0, 150};
  EXPECT_EQ(area_.ethnic_group.values, expected);
}

TEST_F(EarlierArea, HouseholdsAndTenureFitTheEarlierTotals) {
  take();
  const std::array<std::int64_t, 3> households{25, 75, 90};
  for (std::size_t z = 0; z < 3; ++z) {
    std::int64_t tenures = 0;
    std::int64_t sizes = 0;
    for (std::size_t t = 0; t < tenure_count; ++t) {
      tenures += area_.tenure.at(z, t);
    }
    for (std::size_t s = 0; s < 4; ++s) sizes += area_.household_size.at(z, s);
    EXPECT_EQ(tenures, households[z]);
    EXPECT_EQ(sizes, households[z]);
  }
  // Only s1 has council homes, ten of them; nobody has other social ones.
  EXPECT_NEAR(static_cast<double>(sum(area_.tenure, 2)), 12, 3);
  EXPECT_EQ(sum(area_.tenure, 3), 0);
  EXPECT_GT(sum(area_.tenure, 0), sum(area_.tenure, 4));
}

TEST_F(EarlierArea, ProfilesStay) {
  take();
  EXPECT_EQ(area_.residence_type.at(1, 1), 24);  // a tenth of 240
  EXPECT_EQ(area_.household_size.at(2, 2), 45);
  // Half as many Asian residents as later: 210 of 420.
  const auto& asian =
      area_.tenure_by_group[0]
          .households[static_cast<std::size_t>(HrpCategory::asian)];
  EXPECT_EQ(asian[0], 21);
  EXPECT_EQ(asian[3], 42);
}

TEST_F(EarlierArea, ZonesHaveNoMoreHouseholdsThanResidents) {
  earlier_.households = {100, 400};
  EXPECT_EQ(take().size(), 1U);
  EXPECT_EQ(area_.household_size.at(2, 2), 150);
}

}  // namespace
}  // namespace mingle
