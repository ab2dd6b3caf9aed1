// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "simulate.h"

#include <utility>

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

namespace {

/// @param give  makes the start that is used up of the one in `prepared`
template <class Source, class Give>
void run_model(Source& prepared,
               const Give& give,
               const RunSettings& settings,
               std::span<Observer* const> observers,
               const ProgressFunction& progress) {
  if (prepared.contact) {
    contact::run(prepared.housing->world,
                 prepared.contact->world,
                 give(prepared.housing->start),
                 give(prepared.contact->start),
                 settings,
                 observers,
                 progress);
  } else if (prepared.housing) {
    housing::run(prepared.housing->world,
                 give(prepared.housing->start),
                 settings,
                 observers,
                 progress);
  } else {
    run(prepared.built.world,
        give(prepared.built.start),
        settings,
        observers,
        progress);
  }
}

}  // namespace

void simulate(const Prepared& prepared,
              const RunSettings& settings,
              std::span<Observer* const> observers,
              const ProgressFunction& progress) {
  const auto copied = [](const auto& start) { return start; };
  run_model(prepared, copied, settings, observers, progress);
}

void simulate(const Prepared& prepared,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress) {
  if (!prepared.housing) {
    for (const levers::Arm& arm : arms) {
      run(prepared.built.world,
          prepared.built.start,
          settings,
          arm.observers,
          progress);
    }
    return;
  }
  const BuiltHousingWorld& homes = *prepared.housing;
  if (!prepared.contact) {
    return housing::run_arms(
        homes.world, homes.start, settings, arms, progress);
  }
  contact::run_arms(homes.world,
                    prepared.contact->world,
                    homes.start,
                    prepared.contact->start,
                    settings,
                    arms,
                    progress);
}

void simulate_last(Prepared& prepared,
                   const RunSettings& settings,
                   std::span<Observer* const> observers,
                   const ProgressFunction& progress) {
  const auto given_away = [](auto& start) { return std::move(start); };
  run_model(prepared, given_away, settings, observers, progress);
}

}  // namespace mingle::tool
