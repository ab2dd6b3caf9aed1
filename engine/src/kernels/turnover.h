// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search.h"

#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// Probability that something with a constant annual hazard happens within a
/// tick, as a threshold for 32 random bits.
std::uint64_t tick_threshold(double annual_rate);

/// A household that moves this tick.
struct Decision {
  Search search;
  AuthorityId home;
  /// The authority it searches in; none = leaves the study.
  AuthorityId destination;
};

/// Decides which households move this tick, and where they search. One list
/// per block of households, so that blocks can be filled in parallel.
class Turnover {
 public:
  Turnover(const World& world, std::uint64_t seed);

  /// @returns lists of decisions, households ascending over all lists
  const std::vector<std::vector<Decision>>& decide(const State& state);

 private:
  void decide_block(const State& state,
                    std::size_t begin,
                    std::size_t end,
                    std::vector<Decision>& out) const;
  Decision decision(const State& state, HouseholdId household) const;
  AuthorityId destination(AuthorityId home, double u) const;

  const World& world_;
  std::uint64_t seed_;
  std::array<std::uint64_t, kind_count> thresholds_{};
  std::vector<std::vector<Decision>> blocks_;
};

}  // namespace mingle
