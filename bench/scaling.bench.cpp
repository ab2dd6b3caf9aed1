// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How fast is the relocation tick, how much memory does it take, and what
// limits it? One study and one number of threads a process, so that its peak
// memory is its own; bench/scaling.sh runs them all.
#include "bench_world.h"
#include "machine.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <optional>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/parallel.h>
#include <mingle/engine/step.h>

namespace mingle::bench {
namespace {

constexpr const char* usage =
    "usage: scaling STUDY THREADS [SAMPLED]\n"
    "STUDY is 100k, 1m, england, or the name of a stylised area;\n"
    "SAMPLED is the number of dwellings looked at, 0 (default) = exact.\n"
    "england reads $MINGLE_SHARED/data.\n";

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

class Stopwatch {
 public:
  double wall() const {
    const std::chrono::duration<double> taken =
        std::chrono::steady_clock::now() - start_;
    return taken.count();
  }
  double cpu() const { return cpu_seconds() - cpu_start_; }

 private:
  std::chrono::steady_clock::time_point start_ =
      std::chrono::steady_clock::now();
  double cpu_start_ = cpu_seconds();
};

/// A stylised authority of about that many households: Bradford has 209,856.
std::pair<World, State> authority_of(double households) {
  return stylised_world("bradford", households / 209'856.0);
}

std::pair<World, State> study(const std::string& name) {
  if (name == "100k") return authority_of(1e5);
  if (name == "1m") return authority_of(1e6);
  if (name != "england") return stylised_world(name);
  const char* shared = std::getenv("MINGLE_SHARED");
  return england(shared == nullptr ? "../shared" : shared);
}

/// A number that differs when any zone's residents do.
std::uint64_t fingerprint(const State& state) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::int32_t count : state.residents.values()) {
    hash = (hash ^ static_cast<std::uint64_t>(count)) * 0x100000001b3;
  }
  return hash;
}

void line(const char* what, const std::string& value) {
  fmt::print("{:<34} {}\n", what, value);
}

struct Measured {
  double households;
  double moves;
  Stopwatch clock;
  double wall;
  double cpu;
};

Measured step_all(const World& world, State& state) {
  Stepper stepper{world, 1};
  Measured run{};
  run.households = static_cast<double>(state.households.size());
  for (int tick = 0; tick < bench_ticks; ++tick) {
    for (const std::int64_t count : stepper.step(state).moves_by_tenure) {
      run.moves += static_cast<double>(count);
    }
  }
  run.wall = run.clock.wall();
  run.cpu = run.clock.cpu();
  return run;
}

void report(const Measured& run, const State& state, int threads) {
  const double household_ticks = run.households * bench_ticks;
  line("ticks", std::to_string(bench_ticks));
  line("moves within authorities", fmt::format("{:.0f}", run.moves));
  line("seconds", fmt::format("{:.2f}", run.wall));
  line("processor seconds", fmt::format("{:.2f}", run.cpu));
  line("household-ticks/s", fmt::format("{:.3g}", household_ticks / run.wall));
  line("household-ticks/s per thread",
       fmt::format("{:.3g}", household_ticks / run.wall / threads));
  line("household-ticks/s of processor",
       fmt::format("{:.3g}", household_ticks / run.cpu));
  line("state bytes per household",
       fmt::format("{:.1f}", state.bytes_per_household()));
  line("peak memory, GiB",
       fmt::format("{:.2f}", static_cast<double>(peak_memory()) / 0x1p30));
  line("fingerprint", fmt::format("{:016x}", fingerprint(state)));
}

int measure(const std::string& name, int threads, int sampled) {
  const Concurrency limit{threads};
  line("processor", processor());
  line("load at start", fmt::format("{:.1f}", load()));
  line("study", name);
  line("threads", std::to_string(threads));
  line("choice", sampled == 0 ? "exact" : fmt::format("{} looked at", sampled));
  const Stopwatch build;
  auto [world, state] = study(name);
  choose(world, sampled);
  line("seconds to build", fmt::format("{:.1f}", build.wall()));
  line("zones", std::to_string(world.zones.size()));
  line("authorities", std::to_string(world.authorities.size()));
  line("households", std::to_string(state.households.size()));
  const Measured run = step_all(world, state);
  report(run, state, threads);
  return 0;
}

}  // namespace
}  // namespace mingle::bench

int main(int count, char** words) {
  if (count < 3 || count > 4) {
    fmt::print(stderr, "{}", mingle::bench::usage);
    return 2;
  }
  try {
    const int sampled = count == 4 ? std::atoi(words[3]) : 0;
    const int threads = std::atoi(words[2]);
    const int done = mingle::bench::measure(words[1], threads, sampled);
    const double speed = mingle::bench::triad_bandwidth(threads);
    mingle::bench::line("memory triad, GB/s",
                        fmt::format("{:.1f}", speed / 1e9));
    mingle::bench::line("load at end",
                        fmt::format("{:.1f}", mingle::bench::load()));
    return done;
  } catch (const std::exception& error) {
    fmt::print(stderr, "scaling: {}\n", error.what());
    return 1;
  }
}
