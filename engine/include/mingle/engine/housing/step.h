// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/outlook.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>

namespace mingle::housing {

/// Advances the housing system tick by tick, in parallel. The outcome is the
/// same for any number of threads, and equals ReferenceStepper's.
///
/// Order of a tick: perceive (frozen shares), people (ageing, births, deaths,
/// couples, leavers), stock (supply, demolition, conversions, prices),
/// migration (leavers, then arrivals), mobility (who searches, register),
/// rounds of allocation (owner bids, landlords, lettings), aftermath (waits,
/// perceived fairness, pressure on services).
class Stepper {
 public:
  /// @param world  must outlive the stepper
  Stepper(const World& world, std::uint64_t seed);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  /// One tick. @returns what happened, valid until the next call.
  /// @param outlook  how households feel about other groups; may be null
  const Flows& step(State& state, const Outlook* outlook = nullptr);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

}  // namespace mingle::housing
