// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/traits.h>
#include <mingle/engine/random.h>

namespace mingle::contact {
namespace {

TEST(ContactTies, NumbersEveryPortfolio) {
  const TieTable& ties = TieTable::shared();
  EXPECT_EQ(ties.total(0), 0);
  EXPECT_EQ(ties.total(portfolio_count - 1), most_ties);
  EXPECT_LT(portfolio_count, std::size_t{blank_ties});
  for (std::size_t i = 0; i < portfolio_count; ++i) {
    const auto code = static_cast<TieCode>(i);
    ASSERT_EQ(ties.code(ties.counts(code)), code);
    const TieCounts& counts = ties.counts(code);
    ASSERT_EQ(std::accumulate(counts.begin(), counts.end(), 0),
              ties.total(code));
    for (std::size_t g = 0; g < 5; ++g) {
      if (counts[g] > 0) {
        ASSERT_EQ(ties.more(ties.less(code, g), g), code);
      } else {
        ASSERT_EQ(ties.less(code, g), code);
      }
    }
  }
}

TEST(ContactTraits, KeepsPackedFieldsApart) {
  Traits traits;
  EXPECT_FALSE(traits.has_baseline());
  traits.set_english(English::well);
  traits.set_employment(Employment::student);
  traits.set_qualification(Qualification::degree);
  traits.set_participates(true);
  traits.set_ties(6187);
  for (int steps = -70; steps <= 70; ++steps) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      traits.set_baseline(s, s % 2 == 0 ? steps : -steps);
    }
    const int kept = std::clamp(steps, -63, 63);
    for (std::size_t s = 0; s < slot_count; ++s) {
      ASSERT_EQ(traits.baseline(s), s % 2 == 0 ? kept : -kept);
    }
    ASSERT_TRUE(traits.has_baseline());
  }
  EXPECT_EQ(traits.english(), English::well);
  EXPECT_EQ(traits.employment(), Employment::student);
  EXPECT_EQ(traits.qualification(), Qualification::degree);
  EXPECT_TRUE(traits.participates());
  EXPECT_EQ(traits.ties(), 6187);
  traits.clear_baseline();
  EXPECT_FALSE(traits.has_baseline());
  EXPECT_EQ(traits.employment(), Employment::student);
  EXPECT_FALSE(traits.is_blank());
  traits.blank();
  EXPECT_TRUE(traits.is_blank());
  EXPECT_EQ(traits.place, no_place);
}

TEST(ContactTraits, RoundsWithoutBias) {
  Draws draws{{.seed = 3, .purpose = Purpose::test}};
  for (const float value : {-3.75F, -0.5F, -0.01F, 0.0F, 0.3F, 2.99F}) {
    constexpr int count = 40'000;
    double sum = 0;
    for (int i = 0; i < count; ++i) {
      const auto u = static_cast<float>(
          (static_cast<double>(draws.below(256)) + 0.5) / 256);
      sum += round_at_random(value, u);
    }
    // Four standard errors of a Bernoulli remainder.
    EXPECT_NEAR(sum / count, static_cast<double>(value), 4 * 0.5 / 200)
        << value;
  }
}

/// What the attitudes of a person do in one place: pull, noise, rounding.
/// The rounded process has the mean and the variance of the exact one.
TEST(ContactTraits, RoundingDoesNotBiasAttitudes) {
  constexpr int people = 20'000;
  constexpr int ticks = 40;
  constexpr double pull = 0.125;  // k_r + k_s, a quarter
  constexpr double target = 0.371;
  constexpr double sigma = 0.075;
  double exact_variance = 0;
  double exact_mean = 0;
  for (int t = 0; t < ticks; ++t) {
    exact_mean += pull * (target - exact_mean);
    exact_variance = exact_variance * (1 - pull) * (1 - pull) + sigma * sigma;
  }
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < people; ++i) {
    Draws draws{{.seed = 8,
                 .subject = static_cast<std::uint64_t>(i),
                 .purpose = Purpose::test}};
    int x = 0;
    for (int t = 0; t < ticks; ++t) {
      const double now = x / 32.0;
      const double next = now + pull * (target - now) +
                          sigma * std::sqrt(12.0) * (draws.uniform() - 0.5);
      const double u = (static_cast<double>(draws.below(256)) + 0.5) / 256;
      x = round_at_random(static_cast<float>(next * 32), static_cast<float>(u));
    }
    sum += x / 32.0;
    squares += x / 32.0 * (x / 32.0);
  }
  const double mean = sum / people;
  const double variance = squares / people - mean * mean;
  EXPECT_NEAR(mean, exact_mean, 4 * std::sqrt(exact_variance / people));
  // Rounding adds at most a quarter of a step squared each tick, a sixth on
  // average: 3% of the variance of the diffusion.
  EXPECT_NEAR(
      variance / exact_variance, 1.0, 0.03 + 4 * std::sqrt(2.0 / people));
}

TEST(ContactPools, MeetEachOtherAlikeOften) {
  Draws draws{{.seed = 5, .purpose = Purpose::test}};
  Affinity affinity;
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t b = a; b < max_broad; ++b) {
      const double value = a == b ? 1.0 : std::exp(-draws.uniform());
      affinity[a * max_broad + b] = affinity[b * max_broad + a] = value;
    }
  }
  for (int i = 0; i < 200; ++i) {
    std::array<std::int32_t, max_broad> activity{};
    for (auto& each : activity) {
      each = draws.uniform() < 0.2
                 ? 0
                 : static_cast<std::int32_t>(std::exp(12 * draws.uniform()));
    }
    std::array<double, max_broad> kappa;
    kappa.fill(1.0);
    std::array<float, max_broad * slot_count> met{};
    solve_pool(activity.data(), affinity, kappa.data(), met.data());
    for (std::size_t a = 0; a < max_broad; ++a) {
      double others = 0;
      for (std::size_t s = 0; s < slot_count; ++s) {
        const std::size_t b = group_of_slot(a, s);
        const double there =
            activity[a] * static_cast<double>(met[a * slot_count + s]);
        const double back =
            activity[b] *
            static_cast<double>(met[b * slot_count + slot_of_group(b, a)]);
        others += static_cast<double>(met[a * slot_count + s]);
        // Floats, and kappa to 1e-9.
        ASSERT_NEAR(there, back, 1e-6 * std::max(1.0, there));
      }
      if (activity[a] > 0) {
        ASSERT_LE(others, 1 + 1e-6);
      }
    }
  }
}

TEST(ContactPools, AgreesWithAFormulaForTwoGroups) {
  // S = (.74, .26), chi = .2: kappa from the quadratic by hand.
  const double w = std::exp(-0.2);
  Affinity affinity;
  affinity.fill(w);
  for (std::size_t a = 0; a < max_broad; ++a) affinity[a * 6] = 1;
  const std::array<std::int32_t, max_broad> activity{7400, 2600, 0, 0, 0};
  std::array<double, max_broad> kappa;
  kappa.fill(1.0);
  std::array<float, max_broad * slot_count> met{};
  solve_pool(activity.data(), affinity, kappa.data(), met.data());
  EXPECT_NEAR(kappa[0] * (0.74 * kappa[0] + w * 0.26 * kappa[1]), 1, 1e-8);
  EXPECT_NEAR(kappa[1] * (0.26 * kappa[1] + w * 0.74 * kappa[0]), 1, 1e-8);
  EXPECT_NEAR(
      static_cast<double>(met[0]), w * 0.26 * kappa[0] * kappa[1], 1e-7);
}

}  // namespace
}  // namespace mingle::contact
