// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What does it cost to write one moment of a run to HDF5?
#include "bench_world.h"

#include <filesystem>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include <mingle/engine/run.h>
#include <mingle/output/hdf5_recorder.h>

namespace mingle {
namespace {

/// Ten years of stylised Bradford: 41 frames of indices, 11 of zones. The
/// difference of the two cases is what the file costs.
void record_run(benchmark::State& state) {
  const auto [world, start] = bench::stylised_world("bradford");
  const auto file = std::filesystem::temp_directory_path() /
                    ("mingle-bench-" + std::to_string(::getpid()) + ".h5");
  RunSettings settings;
  settings.seed = 1;
  settings.start = Date{2021, 1, 1};
  settings.threads = 1;
  for (auto _ : state) {
    Hdf5Recorder recorder{file, RunInfo{}};
    std::vector<Observer*> observers;
    if (state.range(0) == 1) observers.push_back(&recorder);
    run(world, start, settings, observers, ProgressFunction{});
  }
  std::filesystem::remove(file);
  state.SetItemsProcessed(state.iterations() * (settings.ticks + 1));
}
BENCHMARK(record_run)
    ->ArgName("file")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace mingle
