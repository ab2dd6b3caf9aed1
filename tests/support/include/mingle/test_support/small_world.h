// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle::test {

/// An invented study: zones on a grid, households at random.
struct SmallWorld {
  std::size_t authorities = 1;
  std::size_t zones = 9;  ///< of each authority
  std::size_t groups = 3;
  std::size_t households = 40;  ///< of each zone
  double vacancy = 0.1;         ///< vacant dwellings per household
  std::uint64_t seed = 1;
  /// Households of one person in one kind of dwelling, groups in separate
  /// halves to this extent: 0 mixed, 1 apart. For analytic anchors.
  bool uniform = false;
  double separation = 0.5;
  Rules rules;
};

/// Rules with every number set to something that makes things happen.
Rules lively_rules(std::size_t groups);

/// The world, and its starting state with counts and vacancies filled.
/// Totals are held; all leavers go outside unless there are several
/// authorities, which then exchange households.
std::pair<World, State> make_small_world(const SmallWorld& spec);

}  // namespace mingle::test
