// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_persons.h"
#include "recorded.h"
#include "recorder.h"

#include <iterator>
#include <utility>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/levers/pull.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

template <class T>
std::vector<T> joined(std::vector<T> all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

void record(Recorder& recorder,
            const World& world,
            const State& state,
            const Flows& flows,
            std::vector<std::vector<double>> of_levers) {
  const auto values =
      joined(table_values(world, state, recorder.zones_due(state.tick)),
             std::move(of_levers));
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
                  .scales = joined(scale_specs(), lever_scales(world.levers)),
                  .tables = joined(table_specs(), lever_tables(world.levers))});
  Stepper stepper{world, settings.seed};
  levers::Levers pulled{world.levers, world, settings.seed};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = settings.first_replicate + replicate;
    pulled.start(state.replicate);
    record(recorder,
           world,
           state,
           Flows{world.base.groups.size(), world.base.rules.rounds},
           lever_values(world.levers, pulled));
    report_progress(progress, settings, state.replicate, state.tick);
    while (state.tick < settings.ticks) {
      if (state.tick % PersonTable::ticks_per_year == 0) {
        pulled.renumber(order_persons(state).to);
      }
      if (!world.levers.empty()) pulled.begin(state, nullptr);
      const Flows& flows = stepper.step(state);
      record(recorder, world, state, flows, lever_values(world.levers, pulled));
      report_progress(progress, settings, state.replicate, state.tick);
    }
  }
  recorder.end();
}

}  // namespace mingle::housing
