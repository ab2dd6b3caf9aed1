// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/test_support/small_world.h>

namespace mingle::test {

/// Rules of the housing system with every number set to something that makes
/// things happen within a few ticks.
housing::Rules lively_housing_rules(std::size_t groups);

/// The world of make_small_world() for the housing system: members become
/// persons with ages and sexes, dwellings have prices, totals are free, some
/// households are on the register, and households come and go.
std::pair<housing::World, housing::State> make_small_housing_world(
    const SmallWorld& spec,
    const housing::Rules& rules);

/// The same from any world of the relocation model.
std::pair<housing::World, housing::State> as_housing_world(
    const World& base,
    const State& start,
    const housing::Rules& rules);

}  // namespace mingle::test
