// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// What homes of each sector receive and lose; who is let a social home.
#include "housing/lettings.h"
#include "housing/sectors.h"

#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/housing/move_rates.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/test_support/plain_housing_world.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::housing {
namespace {

SectorShares received(const std::vector<FlowRow>& rows,
                      const SectorShares& pull) {
  SectorShares sums{};
  for (const FlowRow& row : rows) {
    const SectorShares shares =
        within_reach(weighed(row.shares, pull), row.reach);
    for (std::size_t s = 0; s < sector_count; ++s) {
      sums[s] += row.households * shares[s];
    }
  }
  return sums;
}

TEST(FitPull, MeetsTotals) {
  const std::vector<FlowRow> rows{{100, {0.7, 0.0, 0.3}, 3},
                                  {200, {0.2, 0.1, 0.7}, 3},
                                  {50, {0.3, 0.2, 0.5}, 2}};
  const SectorShares totals{150, 40, 160};
  const SectorShares found = received(rows, fit_pull(rows, totals));
  for (std::size_t s = 0; s < sector_count; ++s) {
    EXPECT_NEAR(found[s], totals[s], 1e-5 * totals[s]) << s;
  }
}

TEST(FitPull, LeavesWhatIsInBalance) {
  const std::vector<FlowRow> rows{{100, {0.7, 0.1, 0.2}, 3},
                                  {300, {0.2, 0.1, 0.7}, 3}};
  const SectorShares pull = fit_pull(rows, received(rows, {1, 1, 1}));
  for (const double factor : pull) EXPECT_NEAR(factor, 1.0, 1e-9);
}

TEST(FitPull, KeepsSectorsThatNobodySeeks) {
  const std::vector<FlowRow> rows{{10, {0.0, 1.0, 0.0}, 3}};
  const SectorShares pull = fit_pull(rows, {5, 5, 0});
  EXPECT_EQ(weighed(rows[0].shares, pull)[1], 1.0);
}

TEST(WithinReach, TurnsToWhatIsThere) {
  const SectorShares shares{0.5, 0.2, 0.3};
  EXPECT_EQ(within_reach(shares, 3), shares);
  EXPECT_EQ(within_reach(shares, 1), (SectorShares{0.8, 0.2, 0.0}));
  EXPECT_EQ(within_reach(shares, 2), (SectorShares{0.0, 0.2, 0.8}));
  EXPECT_EQ(within_reach(shares, 0), (SectorShares{0.0, 0.2, 0.8}));
}

/// Half the homes are owned, half let privately; most owners who move would
/// rent, and most tenants would rent again.
std::pair<World, State> town_that_would_rent(double trend) {
  Rules rules = test::plain_housing_rules(1, 0.1);
  rules.mobility.transition = {
      {{0.3, 0.0, 0.7}, {0.0, 1.0, 0.0}, {0.1, 0.0, 0.9}}};
  rules.mobility.tenure_trend = {-trend, 0.0, trend};
  rules.mobility.tenure_response = 1.0;
  rules.stock.owner_to_private = rules.stock.private_to_owner = 0.05;
  rules.stock.response = 2.0;
  auto made = test::make_plain_world({.households = 300, .mix = {1.0}},
                                     rules,
                                     test::plain_choice_rules(1, 0.0));
  auto& [world, state] = made;
  for (std::size_t i = 0; i < state.dwellings.size(); i += 2) {
    CellId& cell = state.dwellings.cells[i];
    cell = world.base.cell(world.base.zone_of(cell),
                           mingle::kind_of(Tenure::owned_mortgage, 0));
  }
  // What a plain household earns buys a plain home.
  recount(world, state);
  return made;
}

double private_share(const State& state) {
  double let = 0;
  double all = 0;
  for (std::size_t z = 0; z < state.by_tenure.zones(); ++z) {
    for (std::size_t t = 0; t < tenure_count; ++t) {
      const double here = state.by_tenure.at(ZoneId{z}, t);
      all += here;
      if (static_cast<Tenure>(t) == Tenure::private_rented) let += here;
    }
  }
  return let / all;
}

/// Ten years: 10,800 households, of whom 1,080 move a year. Unbalanced shares
/// would send 216 a year more to private homes than back, 2 points a year.
/// A balanced flow is off by the square root of what moves between sectors in
/// ten years (fewer than 5,000): 0.7 points, so 2 points are three times that.
TEST(SectorBalance, KeepsTenureUnlessATrendIsDeclared) {
  for (const double trend : {0.0, 0.5}) {
    auto [world, state] = town_that_would_rent(trend);
    const double before = private_share(state);
    Stepper stepper{world, 3};
    for (int tick = 0; tick < 40; ++tick) stepper.step(state);
    EXPECT_NEAR(private_share(state) - before, 0.1 * trend, 0.02) << trend;
    ASSERT_EQ(inconsistencies(world, state), std::vector<std::string>{});
  }
}

/// Three years of the same town without a trend, after as many in which those
/// who come fill homes that stand empty at the start. 216 households a year
/// depart, of 1,080 that take a home.
/// @param coming  households a year that would come
MoveRates moves_with(double coming) {
  constexpr int years = 3;
  auto [world, state] = town_that_would_rent(0.0);
  world.leave_rates.assign(1, 0.02);
  world.rules.perceived.service_exits = 0.0;
  world.rules.migration.arrival_sector_uk = {0.3, 0.0, 0.7};
  world.arrivals.from_uk.assign(1, coming);
  MoveRates moves;
  Stepper stepper{world, 5};
  for (int tick = 0; tick < 8 * years; ++tick) {
    const Flows& flows = stepper.step(state);
    if (tick < 4 * years) continue;
    moves.add(flows.of(Flow::moved_in),
              households_by_class(state),
              surveyed_rates(world.rules.mobility, tick),
              0.25);
  }
  double expected = 0;
  double found = 0;
  for (const double each : state.expected_moved_in) expected += each;
  for (const double each : state.expected_found) found += each;
  EXPECT_NEAR(found, expected, 1e-6 * expected);
  return moves;
}

/// No homes are built: more who would come than homes fall vacant must not be
/// counted on to fill them. 3,240 moves have a standard error of a fiftieth,
/// those of one class of a thirtieth.
TEST(SectorBalance, MovesAsTheSurveySaysHoweverManyWouldCome) {
  for (const double coming : {0.0, 216.0, 400.0}) {
    for (const MoveRate& each : rates_of(moves_with(coming))) {
      EXPECT_NEAR(each.survey, 0.1, 1e-12);
      EXPECT_TRUE(each.met()) << each.name << ' ' << each.seen << ' ' << coming;
    }
  }
}

TEST(MoveRates, AddUpSocialTenantsOfAllAges) {
  MoveRates moves;
  const std::vector<std::int64_t> moved{19, 4, 3, 1, 0, 0};
  moves.add(moved, {100, 100, 10, 10, 0, 0}, {.1, .02, .05, .05, .3, .1}, 2.0);
  const std::vector<MoveRate> rates = rates_of(moves);
  ASSERT_EQ(rates.size(), 3U);  // nobody rents privately
  EXPECT_DOUBLE_EQ(rates[0].seen, 0.095);
  EXPECT_TRUE(rates[0].met());
  EXPECT_DOUBLE_EQ(rates[2].seen, 0.1);
  EXPECT_DOUBLE_EQ(rates[2].survey, 0.05);
  EXPECT_FALSE(rates[2].met());
}

TEST(MoveRates, FallWithTheTrendOfPrivateRenting) {
  MobilityRules rules;
  rules.private_trend = 1.3;
  rules.trend_years = 10;
  EXPECT_DOUBLE_EQ(surveyed_rates(rules, 0)[4], 1.3 * 0.281);
  EXPECT_DOUBLE_EQ(surveyed_rates(rules, 20)[4], 1.15 * 0.281);
  EXPECT_DOUBLE_EQ(surveyed_rates(rules, 60)[5], 0.12);
  EXPECT_DOUBLE_EQ(surveyed_rates(rules, 0)[0], 0.091);
}

/// One authority where social homes of two bedrooms (class 1) stand empty.
struct Register {
  explicit Register(int spare)
      : made{test::make_plain_world(
            {.side = 1, .households = 10, .tenure = Tenure::social_council},
            test::plain_housing_rules(2, 0.0),
            test::plain_choice_rules(2, 0.0))} {
    made.first.rules.social.spare_bedrooms = spare;
  }

  void wait_for(std::uint8_t bedrooms) {
    const HouseholdId household{searches.size()};
    made.second.households.registered[household.index()] = -1;
    made.second.households.bands[household.index()] = NeedBand::other;
    searches.push_back({.household = household,
                        .sector = Sector::social,
                        .bedrooms = bedrooms});
    placed.push_back(0);
  }

  LeastNeed least() const {
    return least_need(
        {&made.first, &made.second, AuthorityId{0U}, 1, searches, placed});
  }

  std::pair<World, State> made;
  std::vector<Search> searches;
  std::vector<std::uint8_t> placed;
};

TEST(LeastNeed, IsExactWithoutSpareBedrooms) {
  Register waiting{0};
  waiting.wait_for(0);
  EXPECT_EQ(waiting.least(), (LeastNeed{0, 1, 2, 3}));
}

TEST(LeastNeed, AllowsOneSpareWhereNobodyNeedsMore) {
  Register waiting{1};
  waiting.wait_for(0);
  waiting.wait_for(2);
  EXPECT_EQ(waiting.least(), (LeastNeed{0, 0, 2, 2}));
  waiting.placed[1] = 1;  // has found a home
  EXPECT_EQ(waiting.least(), (LeastNeed{0, 0, 1, 2}));
}

TEST(LeastNeed, AllowsMoreSpareOnlyWhereNobodyBetweenWaits) {
  Register waiting{2};
  waiting.wait_for(1);
  EXPECT_EQ(waiting.least(), (LeastNeed{0, 1, 1, 1}));
}

TEST(BuiltHomes, KeepTheirNumberWhateverElseIsBuilt) {
  DwellingTable one;
  DwellingTable two;
  for (DwellingTable* table : {&one, &two}) {
    table->add(CellId{3U}, -1);
    table->add(CellId{4U}, -1);
  }
  EXPECT_EQ(one.id(DwellingId{1U}), 1U);
  two.build(CellId{9U}, 2, 0);  // by a lever in another zone
  const DwellingId first = one.build(CellId{3U}, 5, 0);
  const DwellingId second = one.build(CellId{3U}, 5, 1);
  const DwellingId same = two.build(CellId{3U}, 5, 0);
  EXPECT_NE(first, same);
  EXPECT_EQ(one.id(first), two.id(same));
  EXPECT_NE(one.id(first), one.id(second));
  EXPECT_NE(two.id(DwellingId{2U}), two.id(same));
}

}  // namespace
}  // namespace mingle::housing
