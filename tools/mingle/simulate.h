// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepare.h"

#include <span>

#include <mingle/engine/levers/arms.h>
#include <mingle/engine/run.h>

namespace mingle::tool {

RunSettings run_settings(const Scenario& scenario);

/// Runs the model that the scenario asks for, from the start that build()
/// made, and passes every frame to the observers.
/// @throws Interrupted, and whatever an observer throws.
void simulate(const Prepared& prepared,
              const RunSettings& settings,
              std::span<Observer* const> observers,
              const ProgressFunction& progress);
/// The same for scenarios that differ from it in their levers alone, each with
/// observers of its own; a model without levers has one.
void simulate(const Prepared& prepared,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress);
/// The first, for the last time: the start is used up, which saves its memory;
/// all else of `prepared` stays.
void simulate_last(Prepared& prepared,
                   const RunSettings& settings,
                   std::span<Observer* const> observers,
                   const ProgressFunction& progress);

}  // namespace mingle::tool
