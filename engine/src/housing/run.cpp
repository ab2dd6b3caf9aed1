// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/branches.h"
#include "order_persons.h"
#include "recorded.h"
#include "recorder.h"

#include <iterator>
#include <memory>
#include <utility>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/levers/pull.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

using ArmNumbers = std::vector<std::size_t>;

template <class T>
std::vector<T> joined(std::vector<T> all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

/// An arm, and what is kept of its levers.
struct ArmRun {
  ArmRun(const World& world,
         const RunSettings& settings,
         const levers::Arm& arm)
      : plan{*arm.plan},
        pulled{plan, world, settings.seed},
        recorder{world.base, settings, arm.observers} {}

  void begin() const {
    recorder.begin({.flows = flow_specs(),
                    .scales = joined(scale_specs(), lever_scales(plan)),
                    .tables = joined(table_specs(), lever_tables(plan))});
  }

  const levers::Plan& plan;
  levers::Levers pulled;
  Recorder recorder;
};

struct Now {
  State state;
  int tick() const { return state.tick; }
};

/// Steps the arms of a run.
class ArmsRun {
 public:
  ArmsRun(const World& world,
          const RunSettings& settings,
          std::span<const levers::Arm> arms,
          const ProgressFunction& progress)
      : world_{world},
        settings_{settings},
        progress_{progress},
        stepper_{world, settings.seed},
        no_flows_{world.base.groups.size(), world.base.rules.rounds} {
    for (const levers::Arm& arm : arms) {
      all_.push_back(all_.size());
      part_.push_back(levers::parting_tick(*arm.plan));
      arms_.push_back(std::make_unique<ArmRun>(world, settings, arm));
      arms_.back()->begin();
    }
  }

  void replicate(State state) {
    for (const auto& arm : arms_) arm->pulled.start(state.replicate);
    record(state, no_flows_, all_);
    levers::step_arms(
        Now{std::move(state)},
        all_,
        part_,
        settings_.ticks,
        [this](Now& now, const ArmNumbers& arms) { step(now.state, arms); });
  }

  void end() const {
    for (const auto& arm : arms_) arm->recorder.end();
  }

 private:
  void step(State& state, const ArmNumbers& arms) {
    if (state.tick % PersonTable::ticks_per_year == 0) {
      const std::vector<PersonId> rows = order_persons(state);
      for (const std::size_t arm : arms) arms_[arm]->pulled.renumber(rows);
    }
    for (const std::size_t arm : arms) {
      if (!arms_[arm]->plan.empty()) arms_[arm]->pulled.begin(state, nullptr);
    }
    // What levers say that do not act is nothing.
    if (arms.size() > 1) state.policy = {};
    record(state, stepper_.step(state), arms);
  }

  void record(const State& state, const Flows& flows, const ArmNumbers& arms) {
    const bool due = arms_[arms.front()]->recorder.zones_due(state.tick);
    const auto values = table_values(world_, state, due);
    for (const std::size_t arm : arms) {
      ArmRun& each = *arms_[arm];
      const auto own = joined(values, lever_values(each.plan, each.pulled));
      each.recorder.record({.replicate = state.replicate,
                            .tick = state.tick,
                            .residents = &state.residents,
                            .by_group = &state.by_group,
                            .by_tenure = &state.by_tenure,
                            .flows = flows.values(),
                            .tables = own});
      report_progress(progress_, settings_, state.replicate, state.tick);
    }
  }

  const World& world_;
  const RunSettings& settings_;
  const ProgressFunction& progress_;
  Stepper stepper_;
  Flows no_flows_;
  ArmNumbers all_;
  std::vector<int> part_;
  std::vector<std::unique_ptr<ArmRun>> arms_;
};

State take_start(State& initial, bool last) {
  return last ? std::exchange(initial, {}) : initial;
}

}  // namespace

void run_arms(const World& world,
              State initial,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress) {
  const Concurrency limit{settings.threads};
  ArmsRun run{world, settings, arms, progress};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = settings.first_replicate + replicate;
    run.replicate(std::move(state));
  }
  run.end();
}

void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress) {
  const levers::Arm only{&world.levers, observers};
  run_arms(world, std::move(initial), settings, std::span{&only, 1}, progress);
}

}  // namespace mingle::housing
