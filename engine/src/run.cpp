// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/indices.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/run.h>
#include <mingle/engine/step.h>

namespace mingle {
namespace {

std::vector<IndexSpec> index_specs() {
  return {
      {"dissimilarity",
       IndexShape::group_pair,
       "dissimilarity of each pair of groups (0 to 1)"},
      {"dissimilarity_rest",
       IndexShape::group,
       "dissimilarity of each group and everyone else (0 to 1)"},
      {"exposure",
       IndexShape::group_pair,
       "exposure of the row group to the column group, everyone in the "
       "denominator; the diagonal is isolation (0 to 1)"},
      {"correlation_ratio",
       IndexShape::group,
       "isolation corrected for the group's share, eta squared (0 to 1)"},
      {"information_theory",
       IndexShape::scalar,
       "information theory index H over all groups (0 to 1)",
       true},
  };
}

std::vector<IndexValues> measure(const GroupCounts& residents) {
  return {dissimilarity_matrix(residents),
          dissimilarity_rest(residents),
          exposure_matrix(residents),
          correlation_ratio(residents),
          {information_theory(residents)}};
}

GroupCounts residents_of(const World& world,
                         const State& state,
                         std::size_t authority) {
  const auto& zones = world.authorities.zones[authority];
  GroupCounts counts{zones.size(), world.groups.size()};
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto from = state.residents.row(zones[z]);
    std::copy(from.begin(), from.end(), counts.row(ZoneId{z}).begin());
  }
  return counts;
}

/// Measures a state and passes it to every observer.
class Recorder {
 public:
  Recorder(const World& world,
           const RunSettings& settings,
           std::span<Observer* const> observers)
      : world_{world}, settings_{settings}, observers_{observers} {
    if (world.authorities.size() > 1) {
      by_authority_.resize(world.authorities.size());
    }
  }

  void begin() const {
    RunShape shape;
    shape.zones = &world_.zones;
    shape.authorities = &world_.authorities;
    shape.groups = &world_.groups;
    shape.indices = index_specs();
    shape.flows = flow_specs();
    shape.replicates = settings_.replicates;
    shape.ticks = settings_.ticks;
    shape.rounds = world_.rules.rounds;
    shape.zone_every_ticks = settings_.zone_every_ticks;
    shape.start = settings_.start;
    for (Observer* observer : observers_) observer->begin(shape);
  }

  /// Before the first step nothing has flowed.
  void record_start(const State& state) {
    record(state, TickFlows{world_.groups.size(), world_.rules.rounds});
  }

  void record(const State& state, const TickFlows& flows) {
    const auto indices = measure(state.residents);
    measure_authorities(state);
    const auto flow = flow_values(flows);
    Frame frame;
    frame.replicate = state.replicate;
    frame.tick = state.tick;
    frame.date = tick_start(settings_.start, state.tick);
    frame.zones_due = state.tick % settings_.zone_every_ticks == 0;
    frame.residents = &state.residents;
    frame.households = &state.by_group;
    frame.tenure = &state.by_tenure;
    frame.indices = indices;
    frame.authority_indices = by_authority_;
    frame.flows = flow;
    for (Observer* observer : observers_) observer->record(frame);
  }

  void end() const {
    for (Observer* observer : observers_) observer->end();
  }

 private:
  void measure_authorities(const State& state) {
    parallel_for_blocks(
        by_authority_.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
          by_authority_[a] = measure(residents_of(world_, state, a));
        });
  }

  const World& world_;
  const RunSettings& settings_;
  std::span<Observer* const> observers_;
  std::vector<std::vector<IndexValues>> by_authority_;
};

void report(const ProgressFunction& progress,
            const RunSettings& settings,
            const State& state) {
  if (!progress) return;
  const Progress at{
      state.replicate, state.tick, settings.ticks, settings.replicates};
  if (!progress(at)) throw Interrupted{at};
}

/// The start of a replicate; the last one takes it instead of a copy, since a
/// state is most of a run's memory.
State take_start(State& initial, bool last) {
  return last ? std::move(initial) : initial;
}

void run_replicate(Stepper& stepper,
                   const RunSettings& settings,
                   const ProgressFunction& progress,
                   State& state,
                   Recorder& recorder) {
  recorder.record_start(state);
  report(progress, settings, state);
  while (state.tick < settings.ticks) {
    const TickFlows& flows = stepper.step(state);
    recorder.record(state, flows);
    report(progress, settings, state);
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
  recorder.begin();
  Stepper stepper{world, settings.seed};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = replicate;
    run_replicate(stepper, settings, progress, state, recorder);
  }
  recorder.end();
}

}  // namespace mingle
