// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/contact/world.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::test {

/// A housing world whose people meet. Not to be moved after begin().
struct SmallContactWorld {
  housing::World housing;
  housing::State homes;
  contact::World world;
  contact::State state;
};

/// Everyone has a role at random, schools are generated; begin() of a stepper
/// is still to be called.
SmallContactWorld make_small_contact_world(const SmallWorld& spec,
                                           const contact::Rules& rules = {});

/// The same for any housing world.
SmallContactWorld as_contact_world(housing::World housing,
                                   housing::State homes,
                                   const contact::Rules& rules,
                                   const contact::SchoolSizes& sizes);

/// The housing rules of a world in which nothing happens.
housing::Rules still_housing_rules(std::size_t groups);

/// Rules under which English stays as it is, so that a still world has
/// nothing that changes.
contact::Rules steady_contact_rules();

}  // namespace mingle::test
