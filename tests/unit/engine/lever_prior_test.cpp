// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/levers/prior.h>

namespace mingle::levers {
namespace {

using Family = Prior::Family;

struct Moments {
  double mean = 0;
  double sd = 0;
};

constexpr int draws_made = 4000;

Moments moments_of(const Prior& prior) {
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws_made; ++i) {
    Draws draws{{.seed = 1, .subject = static_cast<std::uint64_t>(i)}};
    const double x = sample(prior, 0.5, draws);
    EXPECT_GE(x, prior.low);
    EXPECT_LE(x, prior.high);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / draws_made;
  return {mean, std::sqrt(squares / draws_made - mean * mean)};
}

/// Five standard errors of a mean, and as wide for the standard deviation.
void expect_moments(const Prior& prior, double mean, double sd) {
  const Moments found = moments_of(prior);
  const double tolerance = 5 * sd / std::sqrt(double{draws_made});
  EXPECT_NEAR(found.mean, mean, tolerance);
  EXPECT_NEAR(found.sd, sd, tolerance);
}

TEST(LeverPrior, HasTheMomentsOfItsFamily) {
  expect_moments(
      {.family = Family::uniform, .a = 1, .b = 4}, 2.5, 3 / std::sqrt(12.0));
  expect_moments({.family = Family::normal, .a = 2, .b = 0.5}, 2, 0.5);
  // Beta(3, 17): mean 0.15, variance ab / ((a + b)^2 (a + b + 1)).
  expect_moments({.family = Family::beta, .a = 3, .b = 17},
                 0.15,
                 std::sqrt(51.0 / (400.0 * 21.0)));
  expect_moments(
      {.family = Family::beta, .a = 0.5, .b = 0.5}, 0.5, std::sqrt(0.125));
  // Triangular: variance (a2 + b2 + c2 - ab - ac - bc) / 18.
  expect_moments({.family = Family::triangular, .a = 0, .b = 1, .c = 2},
                 1,
                 std::sqrt(3.0 / 18.0));
  // Loguniform: mean (b - a) / ln(b / a); second moment (b2 - a2) / (2 ln).
  const double ln = std::log(4.0);
  expect_moments({.family = Family::loguniform, .a = 1, .b = 4},
                 3 / ln,
                 std::sqrt(15 / (2 * ln) - 9 / (ln * ln)));
  expect_moments({.family = Family::lognormal, .a = 1, .b = 0.3},
                 std::exp(0.045),
                 std::exp(0.045) * std::sqrt(std::exp(0.09) - 1));
  expect_moments({.family = Family::choice, .options = {1, 3}}, 2, 1);
}

TEST(LeverPrior, FixedIsTheValue) {
  Draws draws{{.seed = 1}};
  EXPECT_EQ(sample({}, 0.7, draws), 0.7);
}

TEST(LeverPrior, DrawsAgainOutsideItsBounds) {
  // A standard normal above 0 has mean sqrt(2 / pi).
  expect_moments({.family = Family::normal, .a = 0, .b = 1, .low = 0},
                 std::sqrt(2 / M_PI),
                 std::sqrt(1 - 2 / M_PI));
  Draws draws{{.seed = 1}};
  const Prior impossible{.family = Family::normal, .a = 0, .b = 1, .low = 90};
  EXPECT_EQ(sample(impossible, 0, draws), 90.0);
}

TEST(LeverPrior, SameAddressSameNumber) {
  const Prior prior{.family = Family::beta, .a = 3, .b = 17};
  Draws first{{.seed = 3, .subject = 9}};
  Draws second{{.seed = 3, .subject = 9}};
  EXPECT_EQ(sample(prior, 0, first), sample(prior, 0, second));
}

}  // namespace
}  // namespace mingle::levers
