// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What does one choice of a dwelling cost?
#include "kernels/choice.h"

#include "bench_world.h"

#include <benchmark/benchmark.h>

namespace mingle {
namespace {

/// Argument: 0 exact, or K dwellings looked at.
void choose_dwelling(benchmark::State& state) {
  auto [world, start] = bench::stylised_world("bradford");
  const auto sampled = static_cast<int>(state.range(0));
  bench::choose(world, sampled);
  Perceptions perceptions;
  perceptions.update(world, start);
  const Chooser chooser{world, start, perceptions, 1, 0};
  std::size_t row = 0;
  for (auto _ : state) {
    row = (row + 101) % start.households.size();
    const HouseholdId household{row};
    if (!start.households.is_housed(household)) continue;
    const DwellingId home = start.households.dwellings[row];
    const Search search =
        make_search(start.households,
                    household,
                    world.zone_of(world.dwellings.cells[home.index()]),
                    SearchReason::move);
    benchmark::DoNotOptimize(sampled == 0
                                 ? chooser.exact(AuthorityId{0U}, search)
                                 : chooser.sampled(AuthorityId{0U}, search));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(choose_dwelling)->ArgName("sampled")->Arg(0)->Arg(20)->Arg(100);

void perceive(benchmark::State& state) {
  const auto [world, start] = bench::stylised_world("bradford");
  Perceptions perceptions;
  for (auto _ : state) perceptions.update(world, start);
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(world.zones.size()));
}
BENCHMARK(perceive)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace mingle
