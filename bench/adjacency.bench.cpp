// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How long does it take to find which zones touch?
#include <benchmark/benchmark.h>

#include <mingle/geo/adjacency.h>
#include <mingle/scenarios/stylised.h>

namespace mingle {
namespace {

/// Zones per second; the argument multiplies Bradford's 312 zones.
void touching_pairs(benchmark::State& state) {
  const StudyArea area =
      make_stylised_area("bradford", static_cast<double>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(find_touching_pairs(area.zones.shapes));
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(area.zones.size()));
}
BENCHMARK(touching_pairs)->Arg(1)->Arg(4)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mingle
