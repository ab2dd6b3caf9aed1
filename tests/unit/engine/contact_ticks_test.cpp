// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Ticks of a month and of a quarter lead to the same.
#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

/// What is left after some years in which ticks are of one length.
/// @param disturb  called once the start is made
Measures seen_after(
    int years,
    double tick_years,
    test::SmallContactWorld made,
    const std::function<void(test::SmallContactWorld&)>& disturb) {
  made.world.tick_years = tick_years;
  Stepper{made.housing, made.world, 3}.begin(made.homes, made.state);
  disturb(made);
  Stepper people{made.housing, made.world, 3};
  const auto ticks = static_cast<int>(std::lround(years / tick_years));
  for (int tick = 0; tick < ticks; ++tick) people.step(made.homes, made.state);
  return measure(made.housing, made.world, made.homes, made.state);
}

/// Three and ten years after the homophily of ties falls and all anchors rise,
/// monthly and quarterly ticks agree.
TEST(ContactTicks, OfAMonthAndAQuarterAgreeOnTiesAndAttitudes) {
  const auto disturb = [](test::SmallContactWorld& made) {
    for (Traits& traits : made.state.persons) {
      for (auto& anchor : traits.anchor) {
        anchor = static_cast<std::int8_t>(std::min(anchor + 16, 127));
      }
    }
    made.world.rules.ties.homophily = 0.2;
  };
  for (const int years : {3, 10}) {
    const auto run = [&](double tick_years) {
      return seen_after(
          years,
          tick_years,
          test::make_small_contact_world({.authorities = 2,
                                          .zones = 16,
                                          .groups = 3,
                                          .households = 100,
                                          .separation = 0.5},
                                         test::steady_contact_rules()),
          disturb);
    };
    const Measures quarterly = run(0.25);
    const Measures monthly = run(1.0 / 12);
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) {
        const std::size_t at = a * max_broad + b;
        // At most one tie begins and one ends in a tick, which slows quarterly
        // ticks: the change of some 1.5 ties may differ by a tenth of itself.
        EXPECT_NEAR(quarterly.ties[at], monthly.ties[at], 0.15) << years;
        if (a == b) continue;
        EXPECT_NEAR(quarterly.attitude[at], monthly.attitude[at], 0.03)
            << years;
        EXPECT_NEAR(quarterly.attitude_sd[at], monthly.attitude_sd[at], 0.03)
            << years;
      }
    }
  }
}

/// The same of English, work and taking part, while all three change.
TEST(ContactTicks, OfAMonthAndAQuarterAgreeOnRoles) {
  const auto disturb = [](test::SmallContactWorld& made) {
    for (Traits& traits : made.state.persons) {
      traits.set_english(English::none);
      if (traits.works()) traits.set_employment(Employment::unemployed);
    }
    made.world.rules.participation.renewal = 1.0;
    made.world.rules.participation.local_ties = 0.8;
  };
  const auto run = [&](double tick_years) {
    return seen_after(2,
                      tick_years,
                      test::make_small_contact_world({.authorities = 2,
                                                      .zones = 16,
                                                      .groups = 2,
                                                      .households = 300,
                                                      .separation = 0.5},
                                                     Rules{}),
                      disturb);
  };
  const Measures quarterly = run(0.25);
  const Measures monthly = run(1.0 / 12);
  for (std::size_t g = 0; g < 2; ++g) {
    // About 10,000 people a group: 0.025 is over three standard errors of the
    // difference of two shares. A quarter allows one step of English only.
    for (std::size_t level = 0; level < english_count; ++level) {
      EXPECT_NEAR(quarterly.english[level][g], monthly.english[level][g], 0.025)
          << "level " << level;
    }
    for (std::size_t work = 0; work < employment_count; ++work) {
      EXPECT_NEAR(quarterly.work[work][g], monthly.work[work][g], 0.025)
          << "work " << work;
    }
    EXPECT_NEAR(quarterly.participation[g], monthly.participation[g], 0.025);
    // All of them did change.
    EXPECT_LT(quarterly.english[0][g], 0.9);
    EXPECT_LT(
        quarterly.work[static_cast<std::size_t>(Employment::unemployed)][g],
        0.3);
  }
}

}  // namespace
}  // namespace mingle::contact
