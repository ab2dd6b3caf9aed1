// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::housing {

/// Who came to their homes during some ticks, by zone and group of the
/// person. A person who moves twice counts twice; one who is born into a home
/// does not count.
struct Newcomers {
  std::size_t groups = 0;
  std::vector<double> chose;   ///< zones x groups: with a household that took
                               ///< another home, came or was formed
  std::vector<double> joined;  ///< zones x groups: to a household that stayed
                               ///< (couples, orphans)
  std::vector<double> before;  ///< zones x groups: residents at the start
  std::vector<double> after;   ///< zones x groups: residents at the end
  std::vector<double> stock;   ///< by group: persons in households, start
};

/// Steps one replicate from `start` and counts.
/// @param ticks  at least 1
Newcomers count_newcomers(const World& world,
                          const State& start,
                          std::uint64_t seed,
                          int replicate,
                          int ticks);

/// The mean of several replicates from `first` on, each one job of a thread.
/// @param replicates  at least 1
Newcomers mean_newcomers(const World& world,
                         const State& start,
                         std::uint64_t seed,
                         int first,
                         int replicates,
                         int ticks);

}  // namespace mingle::housing
