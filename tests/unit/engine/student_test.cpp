// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/student.h>

namespace mingle {
namespace {

// Printed tables of Student's t, e.g. Fisher and Yates, to three decimals.
TEST(Student, QuantilesAreThoseOfPrintedTables) {
  EXPECT_NEAR(student_t_quantile(0.975, 1), 12.706, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 2), 4.303, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 10), 2.228, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 19), 2.093, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 29), 2.045, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.95, 19), 1.729, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.995, 29), 2.756, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 1e6), 1.960, 5e-4);
}

// One degree of freedom is Cauchy's distribution: tan(pi (p - 1/2)). Two have
// the closed form t = (2p - 1) sqrt(2 / (4 p (1 - p))).
TEST(Student, QuantilesAreThoseOfClosedForms) {
  const double pi = std::acos(-1.0);
  for (const double p : {0.01, 0.2, 0.4, 0.6, 0.9, 0.999}) {
    const double cauchy = std::tan(pi * (p - 0.5));
    EXPECT_NEAR(
        student_t_quantile(p, 1), cauchy, 1e-10 * (1 + std::abs(cauchy)));
    const double two = (2 * p - 1) * std::sqrt(2 / (4 * p * (1 - p)));
    EXPECT_NEAR(student_t_quantile(p, 2), two, 1e-10 * (1 + std::abs(two)));
  }
}

TEST(Student, DistributionUndoesTheQuantile) {
  for (const double freedom : {1.0, 3.0, 19.0, 29.0, 500.0}) {
    for (const double p : {1e-6, 0.025, 0.3, 0.5, 0.8, 0.975}) {
      EXPECT_NEAR(
          student_t_cdf(student_t_quantile(p, freedom), freedom), p, 1e-12);
    }
  }
}

TEST(Student, FarTailsKeepTheirDigits) {
  // P(T > t) = 1/2 - atan(t) / pi = atan(1 / t) / pi for Cauchy.
  const double pi = std::acos(-1.0);
  for (const double t : {1e3, 1e8, 1e15}) {
    const double tail = std::atan(1 / t) / pi;
    EXPECT_NEAR(student_t_cdf(-t, 1) / tail, 1, 1e-10);
  }
}

TEST(Student, Ends) {
  EXPECT_TRUE(std::isinf(student_t_quantile(1, 5)));
  EXPECT_TRUE(std::isinf(student_t_quantile(0, 5)));
  EXPECT_EQ(student_t_quantile(0.5, 5), 0);
  EXPECT_EQ(student_t_cdf(INFINITY, 5), 1);
  EXPECT_EQ(student_t_cdf(-INFINITY, 5), 0);
  EXPECT_TRUE(std::isnan(student_t_cdf(NAN, 5)));
}

}  // namespace
}  // namespace mingle
