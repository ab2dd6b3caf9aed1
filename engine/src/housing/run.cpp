// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "recorded.h"
#include "recorder.h"

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

void record(Recorder& recorder, const State& state, const Flows& flows) {
  const auto values = table_values(state, recorder.zones_due(state.tick));
  recorder.record({.replicate = state.replicate,
                   .tick = state.tick,
                   .residents = &state.residents,
                   .by_group = &state.by_group,
                   .by_tenure = &state.by_tenure,
                   .flows = flows.values(),
                   .tables = values});
}

State take_start(State& initial, bool last) {
  return last ? std::move(initial) : initial;
}

}  // namespace

void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress) {
  const Concurrency limit{settings.threads};
  Recorder recorder{world.base, settings, observers};
  recorder.begin({.flows = flow_specs(),
                  .scales = scale_specs(),
                  .tables = table_specs()});
  Stepper stepper{world, settings.seed};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = settings.first_replicate + replicate;
    record(recorder,
           state,
           Flows{world.base.groups.size(), world.base.rules.rounds});
    report_progress(progress, settings, state.replicate, state.tick);
    while (state.tick < settings.ticks) {
      const Flows& flows = stepper.step(state);
      record(recorder, state, flows);
      report_progress(progress, settings, state.replicate, state.tick);
    }
  }
  recorder.end();
}

}  // namespace mingle::housing
