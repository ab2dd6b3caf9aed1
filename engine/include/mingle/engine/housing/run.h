// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/frame.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/levers/arms.h>
#include <mingle/engine/run.h>

namespace mingle::housing {

/// What a run of the housing system records beside the tables of every run:
/// labels of its dimensions, and tables. Its flows are flow_specs().
std::vector<ScaleSpec> scale_specs();
std::vector<TableSpec> table_specs();

/// Steps every replicate of the housing system from `initial` and passes each
/// frame to every observer in turn; then calls their end(). Records beside
/// what every run does: flows of flows.h, prices and pressure on services by
/// zone, perceived fairness by authority and group, and the split of the
/// change in dissimilarity by cause; of World::levers whom they reached and
/// what they cost. Levers are pulled before each tick.
/// @throws Interrupted, and whatever an observer throws.
void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress);

/// The same for scenarios that differ in their levers alone, in place of
/// World::levers. What they have in common before the levers of one act is
/// stepped once; each gets the frames that a run of its own would give.
/// Progress is told of every tick of every arm.
void run_arms(const World& world,
              State initial,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress);

}  // namespace mingle::housing
