// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/state.h>
#include <mingle/engine/frame.h>
#include <mingle/engine/levers/arms.h>
#include <mingle/engine/run.h>

namespace mingle::contact {

/// Labels of dimensions and tables that a run records because people meet,
/// beside those of housing. All tables are at the dates of the zone tables.
std::vector<ScaleSpec> scale_specs(const World& world);
std::vector<TableSpec> table_specs();
/// Tables that runs with Resolution::network have besides.
std::vector<TableSpec> network_specs();
/// Values of table_specs(), in their order.
std::vector<std::vector<double>> table_values(const housing::World& housing,
                                              const World& world,
                                              const housing::State& homes,
                                              const State& state);

/// Told in place of what levers do; called after the housing step.
using AdjustFunction =
    std::function<Adjustments(const housing::State&, const State&)>;

/// As housing::run(), with people who meet; the levers of the housing world
/// act on contact, too. `state` is as begin() left it.
/// @throws Interrupted, and whatever an observer throws.
void run(const housing::World& housing,
         const World& world,
         housing::State homes,
         State state,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress,
         const AdjustFunction& adjust = {});

/// As housing::run_arms().
void run_arms(const housing::World& housing,
              const World& world,
              housing::State homes,
              State state,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress);

}  // namespace mingle::contact
