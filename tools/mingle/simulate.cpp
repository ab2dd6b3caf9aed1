// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "simulate.h"

#include <mingle/engine/contact/run.h>
#include <mingle/engine/housing/run.h>

namespace mingle::tool {

RunSettings run_settings(const Scenario& scenario) {
  RunSettings settings;
  settings.seed = scenario.run.seed;
  settings.start = scenario.time.start;
  settings.ticks = scenario.time.ticks;
  settings.replicates = scenario.run.replicates;
  settings.zone_every_ticks = scenario.output.zones_every_ticks;
  settings.threads = scenario.run.threads;
  return settings;
}

void simulate(const Prepared& prepared,
              const RunSettings& settings,
              std::span<Observer* const> observers,
              const ProgressFunction& progress) {
  if (prepared.contact) {
    contact::run(prepared.housing->world,
                 prepared.contact->world,
                 prepared.housing->start,
                 prepared.contact->start,
                 settings,
                 observers,
                 progress);
    return;
  }
  if (prepared.housing) {
    housing::run(prepared.housing->world,
                 prepared.housing->start,
                 settings,
                 observers,
                 progress);
    return;
  }
  run(prepared.built.world,
      prepared.built.start,
      settings,
      observers,
      progress);
}

void simulate(Prepared&& prepared,
              const RunSettings& settings,
              std::span<Observer* const> observers,
              const ProgressFunction& progress) {
  if (prepared.contact) {
    contact::run(prepared.housing->world,
                 prepared.contact->world,
                 std::move(prepared.housing->start),
                 std::move(prepared.contact->start),
                 settings,
                 observers,
                 progress);
    return;
  }
  if (prepared.housing) {
    housing::run(prepared.housing->world,
                 std::move(prepared.housing->start),
                 settings,
                 observers,
                 progress);
    return;
  }
  run(prepared.built.world,
      std::move(prepared.built.start),
      settings,
      observers,
      progress);
}

}  // namespace mingle::tool
