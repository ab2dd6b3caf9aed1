// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What does measuring a run cost at every tick, beside stepping it?
#include <benchmark/benchmark.h>

#include <mingle/engine/counts.h>
#include <mingle/engine/indices.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

constexpr std::size_t groups = 19;

GroupCounts invented_counts(std::size_t zones) {
  GroupCounts counts{zones, groups};
  Draws draws{{.seed = 1, .purpose = Purpose::test}};
  for (std::int32_t& count : counts.values()) {
    const double share = draws.uniform();
    count = static_cast<std::int32_t>(800.0 * share * share * share);
  }
  return counts;
}

/// Every index that a run records at each tick; 312 zones are Bradford,
/// 33,755 all England.
void indices_of_a_tick(benchmark::State& state) {
  const auto counts = invented_counts(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(dissimilarity_matrix(counts));
    benchmark::DoNotOptimize(dissimilarity_rest(counts));
    benchmark::DoNotOptimize(exposure_matrix(counts));
    benchmark::DoNotOptimize(correlation_ratio(counts));
    benchmark::DoNotOptimize(information_theory(counts));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(indices_of_a_tick)
    ->Arg(312)
    ->Arg(33'755)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace mingle
