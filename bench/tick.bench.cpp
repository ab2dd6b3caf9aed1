// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How many household-ticks a second does the relocation tick make, and how
// much of it is the scan that decides who moves?
#include "bench_world.h"
#include "kernels/turnover.h"

#include <benchmark/benchmark.h>

#include <mingle/engine/parallel.h>
#include <mingle/engine/step.h>

namespace mingle {
namespace {

/// Arguments: threads, 0 exact or K dwellings looked at.
void relocation_tick(benchmark::State& state) {
  const Concurrency limit{static_cast<int>(state.range(0))};
  auto [world, start] = bench::stylised_world("bradford");
  bench::choose(world, static_cast<int>(state.range(1)));
  Stepper stepper{world, 1};
  stepper.step(start);  // grows the buffers
  const auto households = static_cast<std::int64_t>(start.households.size());
  for (auto _ : state) benchmark::DoNotOptimize(stepper.step(start));
  state.SetItemsProcessed(state.iterations() * households);
}
BENCHMARK(relocation_tick)
    ->ArgNames({"threads", "sampled"})
    ->Args({1, 0})
    ->Args({2, 0})
    ->Args({1, 20})
    ->Args({1, 100})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void decision_scan(benchmark::State& state) {
  const Concurrency limit{1};
  const auto [world, start] = bench::stylised_world("bradford");
  Turnover turnover{world, 1};
  turnover.decide(start);
  for (auto _ : state) benchmark::DoNotOptimize(turnover.decide(start));
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(start.households.size()));
}
BENCHMARK(decision_scan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mingle
