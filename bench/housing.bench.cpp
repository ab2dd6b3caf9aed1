// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How fast is the tick of the housing system, phase by phase, and how much
// memory does it take? A synthetic authority (the households of a stylised
// area with invented persons, prices and rates, tests/support), or any
// scenario.
#include "bench_world.h"
#include "housing/phases.h"
#include "machine.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <functional>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/scenarios/build_housing_world.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::bench {
namespace {

using housing::Flow;

constexpr int warm_up_ticks = 4;
constexpr int timed_ticks = 16;
constexpr double bradford_households = 209'856.0;

constexpr const char* usage =
    "usage: housing_scaling HOUSEHOLDS|SCENARIO.toml THREADS [SAMPLED]\n"
    "SAMPLED is the number of dwellings looked at, 0 (default) = exact.\n";

/// Rates of the order of the published ones, unlike those of the tests.
housing::Rules usual_rules(std::size_t groups) {
  housing::Rules rules = test::lively_housing_rules(groups);
  rules.demography.leave_home_rate = 0.12;
  rules.demography.union_rate = 0.06;
  rules.demography.dissolution_rate = 0.015;
  rules.demography.union_homogamy = 3.0;
  rules.stock = {};
  return rules;
}

struct Phase {
  const char* name;
  std::function<void(housing::State&, housing::TickWork&)> run;
  double seconds = 0;
};

double now() {
  const std::chrono::duration<double> since =
      std::chrono::steady_clock::now().time_since_epoch();
  return since.count();
}

/// The phases of housing::Stepper::step(), each with a clock.
class Phases {
 public:
  Phases(const housing::World& world, std::uint64_t seed)
      : world_{world},
        people_{world, seed},
        stock_{world, seed},
        migration_{world, seed},
        mobility_{world, seed},
        allocation_{world, seed} {
    const housing::Flows none{world.base.groups.size(),
                              world.base.rules.rounds};
    work_.flows = none;
    work_.authorities.resize(world.base.authorities.size());
    for (auto& each : work_.authorities) each.flows = none;
  }

  void step(housing::State& state) {
    for (auto& each : work_.authorities) each.searches.clear();
    for (Phase& phase : phases_) {
      const double start = now();
      phase.run(state, work_);
      phase.seconds += now() - start;
    }
    ++state.tick;
  }
  const std::vector<Phase>& phases() const { return phases_; }
  std::size_t searches() const { return searches_; }

 private:
  const housing::World& world_;
  housing::TickWork work_;
  housing::People people_;
  housing::StockChanges stock_;
  housing::Migration migration_;
  housing::Mobility mobility_;
  housing::Allocation allocation_;
  std::size_t searches_ = 0;
  std::vector<Phase> phases_{
      {"perceive",
       [this](auto& state, auto&) { allocation_.perceive(state, nullptr); }},
      {"prices",
       [this](auto& state, auto&) { housing::update_prices(world_, state); }},
      {"people", [this](auto& state, auto& work) { people_.run(state, work); }},
      {"stock", [this](auto& state, auto& work) { stock_.run(state, work); }},
      {"migration",
       [this](auto& state, auto& work) { migration_.run(state, work); }},
      {"mobility",
       [this](auto& state, auto& work) { mobility_.run(state, work); }},
      {"vacancies",
       [this](auto& state, auto& work) {
         for (const auto& each : work.authorities) {
           searches_ += each.searches.size();
         }
         housing::refresh_vacancies(world_, state, work);
       }},
      {"allocation",
       [this](auto& state, auto& work) { allocation_.run(state, work); }},
      {"aftermath", [this](auto& state, auto& work) {
         migration_.settle_unplaced(state, work);
         housing::refresh_vacancies(world_, state, work);
         housing::update_perceived(world_, state, work);
       }}};
};

void line(const char* what, const std::string& value) {
  fmt::print("{:<34} {}\n", what, value);
}

using Made = std::pair<housing::World, housing::State>;

Made made_study(const std::string& what, int sampled) {
  if (what.ends_with(".toml")) {
    const Scenario scenario = read_scenario(what).scenario;
    BuiltHousingWorld built =
        build_housing_world(scenario, load_study(scenario));
    return {std::move(built.world), std::move(built.start)};
  }
  auto [base, start] =
      stylised_world("bradford", std::stod(what) / bradford_households);
  choose(base, sampled);
  return test::as_housing_world(base, start, usual_rules(base.groups.size()));
}

int measure(const std::string& what, int threads, int sampled) {
  const Concurrency limit{threads};
  line("processor", processor());
  line("load at start", fmt::format("{:.1f}", load()));
  const double begun = now();
  auto [world, state] = made_study(what, sampled);
  line("seconds to build", fmt::format("{:.1f}", now() - begun));
  line("households", std::to_string(state.households.size()));
  line("persons", std::to_string(state.persons.size()));
  line("dwellings", std::to_string(state.dwellings.size()));
  line("zones", std::to_string(world.base.zones.size()));
  line("threads", std::to_string(threads));
  line("choice", sampled == 0 ? "exact" : fmt::format("{} looked at", sampled));
  housing::Stepper stepper{world, 1};
  for (int tick = 0; tick < warm_up_ticks; ++tick) stepper.step(state);
  const auto rows = static_cast<double>(state.households.size() -
                                        state.households.free.size());
  Phases phases{world, 1};
  const double cpu = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  for (int tick = 0; tick < timed_ticks; ++tick) phases.step(state);
  const double spent = static_cast<double>(std::clock()) / CLOCKS_PER_SEC - cpu;
  double all = 0;
  for (const Phase& phase : phases.phases()) all += phase.seconds;
  for (const Phase& phase : phases.phases()) {
    line(fmt::format("  {}, ms a tick", phase.name).c_str(),
         fmt::format("{:8.2f}  {:4.1f}%",
                     1e3 * phase.seconds / timed_ticks,
                     100 * phase.seconds / all));
  }
  line("searches a tick",
       std::to_string(phases.searches() /
                      static_cast<std::size_t>(timed_ticks)));
  line("ms a tick", fmt::format("{:.1f}", 1e3 * all / timed_ticks));
  line("household-ticks/s", fmt::format("{:.3g}", rows * timed_ticks / all));
  line("household-ticks/s of processor",
       fmt::format("{:.3g}", rows * timed_ticks / spent));
  line("state bytes per household",
       fmt::format("{:.1f}", state.bytes_per_household()));
  line("  of a household's row",
       fmt::format("{:.0f}", state.households.bytes_per_row()));
  line("  of a person's row",
       fmt::format("{:.0f}", state.persons.bytes_per_row()));
  line("  of a dwelling's row",
       fmt::format("{:.0f}", state.dwellings.bytes_per_row()));
  line("peak memory, GiB",
       fmt::format("{:.2f}", static_cast<double>(peak_memory()) / 0x1p30));
  line("load at end", fmt::format("{:.1f}", load()));
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
    return mingle::bench::measure(
        words[1], std::atoi(words[2]), count == 4 ? std::atoi(words[3]) : 0);
  } catch (const std::exception& error) {
    fmt::print(stderr, "housing_scaling: {}\n", error.what());
    return 1;
  }
}
