// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "kernels/zone_sampler.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

ZoneSampler weigh(const std::vector<double>& weights) {
  const static std::vector<double> ones(40'000, 1.0);
  return {weights.size(), {.vacant = weights.data(), .decay = ones.data()}};
}

TEST(ZoneSampler, PicksInProportionToWeight) {
  const std::vector<double> weights{1, 0, 2, 0, 0, 0, 0, 0, 0, 5, 0, 2};
  const auto sampler = weigh(weights);
  EXPECT_DOUBLE_EQ(sampler.total(), 10.0);
  std::vector<double> hits(weights.size());
  Draws draws{{.seed = 1}};
  constexpr int n = 20'000;
  for (int i = 0; i < n; ++i) hits[sampler.pick(draws.uniform())] += 1.0;
  for (std::size_t z = 0; z < weights.size(); ++z) {
    const double p = weights[z] / 10.0;
    EXPECT_NEAR(hits[z] / n, p, 4 * std::sqrt(p * (1 - p) / n)) << z;
  }
}

TEST(ZoneSampler, NeverPicksAZoneWithoutWeight) {
  const std::vector<double> weights{0, 0, 3, 0};
  const auto sampler = weigh(weights);
  EXPECT_EQ(sampler.pick(1e-16), 2U);
  EXPECT_EQ(sampler.pick(1.0 - 1e-16), 2U);
}

TEST(ZoneSampler, NothingToPick) {
  const std::vector<double> weights{0, 0};
  EXPECT_EQ(weigh(weights).total(), 0.0);
  EXPECT_EQ(weigh({}).total(), 0.0);
}

TEST(ZoneSampler, ManyZonesFitTheFixedBlocks) {
  const std::vector<double> weights(40'000, 1.0);
  const auto sampler = weigh(weights);
  EXPECT_DOUBLE_EQ(sampler.total(), 40'000.0);
  EXPECT_EQ(sampler.pick(0.5 / 40'000), 0U);
  EXPECT_EQ(sampler.pick(1.0 - 0.5 / 40'000), 39'999U);
}

TEST(ZoneSampler, MultipliesItsColumns) {
  const std::vector<double> vacant{1, 2, 3};
  const std::vector<double> decay{0.5, 0.25, 1};
  const std::vector<double> attraction{4, 0, 2};
  const auto total = [](const ZoneSampler::Columns& columns) {
    return ZoneSampler{3, columns}.total();
  };
  EXPECT_DOUBLE_EQ(total({vacant.data(), decay.data(), attraction.data()}), 8);
  EXPECT_DOUBLE_EQ(total({vacant.data(), decay.data(), nullptr}), 4);
  EXPECT_DOUBLE_EQ(total({vacant.data(), nullptr, attraction.data()}), 10);
  const std::vector<double> tilt{3, 5, 0.5};
  EXPECT_DOUBLE_EQ(
      total({vacant.data(), nullptr, attraction.data(), tilt.data()}), 15);
}

TEST(ZoneSampler, WalksOverZonesByTheirWeights) {
  constexpr std::size_t zones = 75;
  std::vector<double> vacant(zones);
  std::vector<double> attraction(zones);
  std::vector<double> tilt(zones);
  Draws draws{{.seed = 2}};
  for (std::size_t z = 0; z < zones; ++z) {
    vacant[z] = z % 3 == 0 ? 0.0 : draws.uniform();
    attraction[z] = draws.uniform();
    tilt[z] = draws.uniform();
  }
  const ZoneSampler::Columns columns{
      vacant.data(), nullptr, attraction.data(), tilt.data()};
  const ZoneSampler sampler{zones, columns};
  double before = 0;
  for (std::size_t z = 0; z < zones; ++z) {
    const double weight = columns.weight(z);
    EXPECT_EQ(weight, vacant[z] * (attraction[z] * tilt[z]));
    if (weight > 0) {
      EXPECT_EQ(sampler.pick((before + weight / 2) / sampler.total()), z);
    }
    before += weight;
  }
}

}  // namespace
}  // namespace mingle
