// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Permutations, bootstraps, jackknives and comparisons of tables.
#include <cmath>

#include <gtest/gtest.h>

#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

TEST(IndexInference, DrawsHaveTheirMoments) {
  double binomial = 0;
  double marked = 0;
  constexpr int steps = 2000;
  for (int i = 0; i < steps; ++i) {
    const double u = (i + 0.5) / steps;
    binomial += static_cast<double>(draw_binomial(1000, 0.3, u)) / steps;
    marked +=
        static_cast<double>(draw_hypergeometric(5000, 1500, 700, u)) / steps;
  }
  EXPECT_NEAR(binomial, 300, 0.05);
  EXPECT_NEAR(marked, 210, 0.05);
  EXPECT_EQ(draw_binomial(10, 0, 0.5), 0);
  EXPECT_EQ(draw_binomial(10, 1, 0.5), 10);
  EXPECT_EQ(draw_hypergeometric(10, 10, 4, 0.5), 4);
  EXPECT_EQ(draw_hypergeometric(10, 3, 10, 0.5), 3);
}

double d_of(const PeopleTable& people) {
  return dissimilarity(people);
}

PeopleTable sorted_town() {
  std::vector<double> values;
  for (int z = 0; z < 40; ++z) {
    values.push_back(z < 20 ? 50 : 10);
    values.push_back(z < 20 ? 20 : 60);
  }
  return {2, std::move(values)};
}

TEST(IndexInference, SameDigitsOnAnyNumberOfThreads) {
  const PeopleTable town = sorted_town();
  PermutationSettings permutations;
  permutations.replicates = 200;
  permutations.seed = 5;
  BootstrapSettings samples;
  samples.replicates = 200;
  samples.seed = 5;
  std::vector<double> results;
  for (const int threads : {1, 2, 5}) {
    const Concurrency limit{threads};
    results.push_back(permutation_test(town, d_of, permutations).null_mean);
    results.push_back(bootstrap(town, d_of, samples).low);
  }
  EXPECT_EQ(results[0], results[2]);
  EXPECT_EQ(results[0], results[4]);
  EXPECT_EQ(results[1], results[3]);
  EXPECT_EQ(results[1], results[5]);
  permutations.seed = 6;
  EXPECT_NE(permutation_test(town, d_of, permutations).null_mean, results[0]);
}

TEST(IndexInference, ProbabilitiesAreNeverZero) {
  PermutationSettings settings;
  settings.replicates = 99;
  EXPECT_EQ(permutation_test(sorted_town(), d_of, settings).p_value, 0.01);
  const PeopleTable even{2, {5, 5, 5, 5}};
  EXPECT_EQ(permutation_test(even, d_of, settings).p_value, 1);
}

// Households of four move together, so chance alone segregates them more.
TEST(IndexInference, HouseholdsAreRelabelledWhole) {
  PermutationSettings people;
  people.replicates = 300;
  PermutationSettings households = people;
  households.household_sizes.assign(40, 4.0);
  const PeopleTable town = sorted_town();
  const double alone = permutation_test(town, d_of, people).null_mean;
  const double together = permutation_test(town, d_of, households).null_mean;
  EXPECT_GT(together, 1.5 * alone);
}

TEST(IndexInference, JackknifeOfAMean) {
  const auto mean = [](const PeopleTable& people) {
    return people.total() / static_cast<double>(people.zones());
  };
  const auto result = jackknife(PeopleTable{1, {1, 2, 3, 4}}, mean);
  EXPECT_NEAR(result.bias, 0, 1e-14);
  EXPECT_NEAR(result.standard_error, std::sqrt(5.0 / 3 / 4), 1e-14);
  // Emptied, a zone counts as 0: means of (2,3,4,0)/4 and so on.
  const auto emptied =
      jackknife(PeopleTable{1, {1, 2, 3, 4}}, mean, LeftOut::people);
  EXPECT_NEAR(emptied.bias, 3 * (1.875 - 2.5), 1e-12);
}

// Several numbers at once are what each would be alone.
TEST(IndexInference, ManyNumbersAreThoseOfEach) {
  const PeopleTable town = sorted_town();
  const auto both = [](const PeopleTable& people) {
    return std::vector<double>{d_of(people), information_theory(people)};
  };
  BootstrapSettings settings;
  settings.replicates = 50;
  EXPECT_EQ(bootstraps(town, both, settings)[0].values,
            bootstrap(town, d_of, settings).values);
  EXPECT_EQ(jackknives(town, both, LeftOut::zone)[0].standard_error,
            jackknife(town, d_of).standard_error);
  PermutationSettings null;
  null.replicates = 50;
  EXPECT_EQ(permutation_tests(town, both, null)[0].null_mean,
            permutation_test(town, d_of, null).null_mean);
}

TEST(IndexInference, ComparisonOfAPlaceWithItself) {
  BootstrapSettings settings;
  settings.replicates = 100;
  const PeopleTable town = sorted_town();
  const auto d = [](const PeopleTable& people) {
    return std::vector<double>{d_of(people), people.total()};
  };
  const auto both =
      compare_places({&town, d, settings}, {&town, d, settings}, 99);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].first, town.total());
  const ComparisonResult& same = both[0];
  EXPECT_EQ(same.difference, 0);
  EXPECT_EQ(same.p_value, 1);
  EXPECT_LT(same.low, 0);
  EXPECT_GT(same.high, 0);
}

}  // namespace
}  // namespace mingle
