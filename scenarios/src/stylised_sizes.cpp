// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "stylised_people.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <mingle/engine/tenure.h>

namespace mingle {
namespace {

using Sizes = std::array<double, size_class_count>;

constexpr int sweeps = 200;
constexpr int halvings = 50;

/// Shares of the size classes with a given mean: weights tilted by
/// exp(lean * persons), the least departure from the weights (maximum
/// entropy).
Sizes shares_with_mean(const Sizes& weights,
                       const Sizes& persons,
                       double wanted_mean) {
  Sizes shares{};
  double low = -20;
  double high = 20;
  for (int step = 0; step < halvings; ++step) {
    const double lean = 0.5 * (low + high);
    double all = 0;
    double mean = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      shares[k] = weights[k] * std::exp(lean * (persons[k] - persons[0]));
      all += shares[k];
      mean += shares[k] * persons[k];
    }
    for (double& share : shares) share /= all;
    (mean / all < wanted_mean ? low : high) = lean;
  }
  return shares;
}

/// Persons in a household of each class: those of 4 and more hold whoever is
/// left, the same number in every zone (A).
Sizes persons_by_class(std::int64_t residents,
                       const std::vector<std::int64_t>& by_size) {
  const std::int64_t small = by_size[0] + 2 * by_size[1] + 3 * by_size[2];
  return {
      1.0,
      2.0,
      3.0,
      static_cast<double>(residents - small) / static_cast<double>(by_size[3])};
}

/// Rounds a zone x class table whose margins are whole numbers and keeps
/// them: differences of the rounded two-way running sum.
ZoneCounts rounded_with_margins(const std::vector<Sizes>& table) {
  ZoneCounts counts{table.size(), size_class_count};
  Sizes running{};
  std::array<std::int64_t, size_class_count> before{};
  for (std::size_t z = 0; z < table.size(); ++z) {
    double across = 0;
    std::int64_t left = 0;
    for (std::size_t k = 0; k < size_class_count; ++k) {
      across += table[z][k];
      running[k] += across;
      const auto reached =
          static_cast<std::int64_t>(std::floor(running[k] + 0.5));
      const std::int64_t column = reached - before[k];
      counts.at(ZoneId{z}, k) = static_cast<std::int32_t>(column - left);
      left = column;
      before[k] = reached;
    }
  }
  return counts;
}

}  // namespace

ZoneCounts spread_sizes(const std::vector<std::int64_t>& residents,
                        const std::vector<std::int64_t>& households,
                        const std::vector<std::int64_t>& by_size) {
  const Sizes persons = persons_by_class(
      std::accumulate(residents.begin(), residents.end(), std::int64_t{0}),
      by_size);
  Sizes weights{1, 1, 1, 1};
  std::vector<Sizes> table(residents.size());
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    Sizes placed{};
    for (std::size_t z = 0; z < table.size(); ++z) {
      const auto homes = static_cast<double>(households[z]);
      table[z] = shares_with_mean(
          weights, persons, static_cast<double>(residents[z]) / homes);
      for (std::size_t k = 0; k < size_class_count; ++k) {
        table[z][k] *= homes;
        placed[k] += table[z][k];
      }
    }
    for (std::size_t k = 0; k < size_class_count; ++k) {
      weights[k] *= static_cast<double>(by_size[k]) / placed[k];
    }
  }
  return rounded_with_margins(table);
}

}  // namespace mingle
