// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>

#include <mingle/engine/levers/plan.h>
#include <mingle/engine/observer.h>

namespace mingle::levers {

/// One of several scenarios that differ in their levers alone, and who is told
/// of its frames.
struct Arm {
  const Plan* plan = nullptr;
  std::span<Observer* const> observers;
};

inline constexpr int never_parts = std::numeric_limits<int>::max();

/// The tick up to which a plan changes nothing but what is told of its levers:
/// the start of the year in which the first lever begins that can do anything.
/// `never_parts` for a plan of placebos and zero siblings alone. Scenarios of
/// one start are one and the same until then. Years, as steppers keep within a
/// year what they have worked out for it.
int parting_tick(const Plan& plan);

}  // namespace mingle::levers
