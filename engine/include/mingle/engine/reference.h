// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <mingle/engine/state.h>
#include <mingle/engine/step.h>
#include <mingle/engine/world.h>

namespace mingle {

/// One tick, written for reading: serial, plain, slow. It is the oracle that
/// Stepper is tested against; the two share addressed draws, not code.
TickFlows reference_step(const World& world, std::uint64_t seed, State& state);

}  // namespace mingle
