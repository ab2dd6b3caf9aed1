// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "recorder.h"

#include <mingle/engine/parallel.h>
#include <mingle/engine/run.h>
#include <mingle/engine/step.h>

namespace mingle {
namespace {

void record(Recorder& recorder, const State& state, const TickFlows& flows) {
  const auto values = flow_values(flows);
  recorder.record({.replicate = state.replicate,
                   .tick = state.tick,
                   .residents = &state.residents,
                   .by_group = &state.by_group,
                   .by_tenure = &state.by_tenure,
                   .flows = values,
                   .tables = {}});
}

/// The start of a replicate; the last one takes it instead of a copy, since a
/// state is most of a run's memory.
State take_start(State& initial, bool last) {
  return last ? std::move(initial) : initial;
}

void run_replicate(const World& world,
                   Stepper& stepper,
                   const RunSettings& settings,
                   const ProgressFunction& progress,
                   State& state,
                   Recorder& recorder) {
  // Before the first step nothing has flowed.
  record(recorder, state, TickFlows{world.groups.size(), world.rules.rounds});
  report_progress(progress, settings, state.replicate, state.tick);
  while (state.tick < settings.ticks) {
    const TickFlows& flows = stepper.step(state);
    record(recorder, state, flows);
    report_progress(progress, settings, state.replicate, state.tick);
  }
}

}  // namespace

void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress) {
  const Concurrency limit{settings.threads};
  Recorder recorder{world, settings, observers};
  recorder.begin({.flows = flow_specs(), .scales = {}, .tables = {}});
  Stepper stepper{world, settings.seed};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = settings.first_replicate + replicate;
    run_replicate(world, stepper, settings, progress, state, recorder);
  }
  recorder.end();
}

}  // namespace mingle
