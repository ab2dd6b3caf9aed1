// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How long does a user wait for a stylised area?
#include <benchmark/benchmark.h>

#include <mingle/scenarios/stylised.h>

namespace mingle {
namespace {

void stylised_bradford(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_stylised_area("bradford"));
  }
}
BENCHMARK(stylised_bradford)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mingle
