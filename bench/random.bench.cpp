// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What does one addressed draw of 256 bits cost?
#include <benchmark/benchmark.h>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

void random_256_bits(benchmark::State& state) {
  DrawAddress address{.seed = 1, .purpose = Purpose::test};
  for (auto _ : state) {
    ++address.subject;
    benchmark::DoNotOptimize(random_bits(address));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(random_256_bits);

}  // namespace
}  // namespace mingle
