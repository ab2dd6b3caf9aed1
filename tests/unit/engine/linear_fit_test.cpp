// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <mingle/engine/linear_fit.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

using Values = std::vector<double>;

// Worked by hand: x = 1..5, y = 2, 4, 5, 4, 5. Slope 0.6, constant 2.2, sum of
// squared residuals 2.4, standard error sqrt(0.8 / 10), t(0.975, 3) = 3.18245.
TEST(LinearFit, IsLeastSquaresWithTIntervals) {
  const auto fit = fit_linear(Values{2, 4, 5, 4, 5}, {{1, 2, 3, 4, 5}});
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->slopes[0].slope, 0.6, 1e-12);
  EXPECT_NEAR(fit->constant, 2.2, 1e-12);
  EXPECT_NEAR(fit->residual_sd, std::sqrt(0.8), 1e-12);
  EXPECT_NEAR(fit->r_squared, 0.6, 1e-12);
  const double half = 3.182446305284263 * std::sqrt(0.08);
  EXPECT_NEAR(fit->slopes[0].low, 0.6 - half, 1e-9);
  EXPECT_NEAR(fit->slopes[0].high, 0.6 + half, 1e-9);
  EXPECT_EQ(fit->freedom, 3U);
}

TEST(LinearFit, TellsColumnsApart) {
  Values y;
  std::vector<Values> x(2);
  for (std::size_t n = 0; n < 40; ++n) {
    Draws draws{{.seed = 1, .replicate = n}};
    x[0].push_back(1000 + draws.normal());
    x[1].push_back(0.01 * draws.normal() + 0.005 * (x[0].back() - 1000));
    y.push_back(3 + 2 * x[0].back() - 50 * x[1].back());
  }
  const auto fit = fit_linear(y, x);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->slopes[0].slope, 2, 1e-9);
  EXPECT_NEAR(fit->slopes[1].slope, -50, 1e-7);
  EXPECT_NEAR(fit->constant, 3, 1e-6);
}

// The interval holds the truth as often as it says.
TEST(LinearFit, IntervalsCover) {
  int held = 0;
  constexpr int worlds = 1000;
  for (int w = 0; w < worlds; ++w) {
    Values y;
    Values x;
    for (std::size_t n = 0; n < 8; ++n) {
      Draws draws{{.seed = 9,
                   .replicate = n,
                   .subject = static_cast<std::uint64_t>(w)}};
      x.push_back(draws.uniform());
      y.push_back(0.5 * x.back() + draws.normal());
    }
    const auto fit = fit_linear(y, {x});
    held += fit->slopes[0].low <= 0.5 && fit->slopes[0].high >= 0.5;
  }
  // Four standard deviations of a binomial share: 4 sqrt(.95 x .05 / 1000).
  EXPECT_NEAR(static_cast<double>(held) / worlds, 0.95, 0.028);
}

TEST(LinearFit, SaysNothingWhereNothingCanBeSaid) {
  EXPECT_FALSE(fit_linear(Values{1, 2, 3}, {{1, 2, 3}}));
  EXPECT_FALSE(fit_linear(Values{1, 2, 3, 4}, {}));
  EXPECT_FALSE(fit_linear(Values{1, 2, 3, 4}, {{7, 7, 7, 7}}));
  EXPECT_FALSE(
      fit_linear(Values{1, 2, 3, 4, 6}, {{1, 2, 3, 4, 5}, {2, 4, 6, 8, 10}}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(fit_linear(Values{1, nan, 3, 4}, {{1, 2, 3, 4}}));
  EXPECT_FALSE(fit_linear(Values{1, 2, 3, 4}, {{1, nan, 3, 4}}));
}

}  // namespace
}  // namespace mingle
