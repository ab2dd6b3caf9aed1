// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "../recorder.h"

#include <cmath>

#include <mingle/engine/housing/change_split.h>
#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t priced_sectors = 2;

template <class Enum>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.emplace_back(name_of(static_cast<Enum>(i)));
  }
  return all;
}

std::string kilometres(double km) {
  std::string text = std::to_string(km);
  return text.substr(0, text.find('.') + 2) + " km";
}

std::vector<std::string> distance_bands() {
  std::vector<std::string> bands;
  for (const double end : distance_band_ends) {
    bands.push_back("under " + kilometres(end));
  }
  bands.push_back(kilometres(distance_band_ends.back()) + " or more");
  return bands;
}

std::vector<std::string> chain_lengths() {
  std::vector<std::string> lengths;
  for (std::size_t i = 1; i <= chain_length_count; ++i) {
    lengths.push_back(std::to_string(i));
  }
  lengths.back() += " or more";
  return lengths;
}

std::vector<ScaleSpec> scales() {
  return {
      {"sector",
       "way in which homes are allocated",
       names<Sector>(sector_count)},
      {"priced_sector", "sector with prices", {"owner", "private"}},
      {"letting_rule",
       "rule by which a social home is let",
       names<LettingRule>(letting_rule_count)},
      {"distance_band", "distance of a move, centroids", distance_bands()},
      {"chain_length", "moves in a vacancy chain", chain_lengths()},
      {"cause",
       "why the residents of zones changed",
       names<Cause>(cause_count)},
  };
}

std::vector<TableSpec> tables() {
  return {
      {"/zones/price_index",
       {"zone", "priced_sector"},
       "1",
       "price or rent over that at the start",
       true},
      {"/zones/service_pressure",
       {"zone"},
       "1",
       "pressure on local services: smoothed growth of residents over "
       "capacity",
       true},
      {"/authorities/fairness",
       {"authority", "group"},
       "1",
       "perceived fairness of allocation: share who think it fair (modelled)"},
      {"/changes/dissimilarity",
       {"cause", "group", "group_other"},
       "1",
       "part of the change of dissimilarity since the start, by cause",
       true},
  };
}

std::vector<std::vector<double>> table_values(const State& state,
                                              bool zones_due) {
  std::vector<std::vector<double>> values(4);
  values[2] = state.fairness;
  if (!zones_due) return values;
  for (const double log_price : state.log_prices) {
    values[0].push_back(std::exp(log_price));
  }
  values[1] = state.service_pressure;
  values[3] = split_dissimilarity_change(state.residents, state.changes);
  return values;
}

void record(Recorder& recorder, const State& state, const Flows& flows) {
  const auto values = table_values(state, recorder.zones_due(state.tick));
  recorder.record({.replicate = state.replicate,
                   .tick = state.tick,
                   .residents = &state.residents,
                   .by_group = &state.by_group,
                   .by_tenure = &state.by_tenure,
                   .flows = flows.values(),
                   .tables = values});
}

State take_start(State& initial, bool last) {
  return last ? std::move(initial) : initial;
}

}  // namespace

void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress) {
  const Concurrency limit{settings.threads};
  Recorder recorder{world.base, settings, observers};
  recorder.begin(
      {.flows = flow_specs(), .scales = scales(), .tables = tables()});
  Stepper stepper{world, settings.seed};
  for (int replicate = 0; replicate < settings.replicates; ++replicate) {
    State state = take_start(initial, replicate + 1 == settings.replicates);
    state.replicate = replicate;
    record(recorder,
           state,
           Flows{world.base.groups.size(), world.base.rules.rounds});
    report_progress(progress, settings, replicate, state.tick);
    while (state.tick < settings.ticks) {
      const Flows& flows = stepper.step(state);
      record(recorder, state, flows);
      report_progress(progress, settings, replicate, state.tick);
    }
  }
  recorder.end();
}

}  // namespace mingle::housing
