// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/recorded.h"
#include "network_tables.h"
#include "order_rows.h"
#include "recorder.h"

#include <utility>

#include <mingle/engine/contact/outlook.h>
#include <mingle/engine/contact/run.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/levers/pull_contact.h>
#include <mingle/engine/parallel.h>

namespace mingle::contact {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(),
            std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

struct Scene {
  const housing::World& housing;
  const World& world;
  Recorder& recorder;
  std::uint64_t seed = 0;
  bool network() const {
    return world.rules.settings.resolution == Resolution::network;
  }
};

void record(const Scene& scene,
            const housing::State& homes,
            const State& state,
            const housing::Flows& flows,
            const levers::Levers& pulled) {
  const bool due = scene.recorder.zones_due(homes.tick);
  auto values = housing::table_values(scene.housing, homes, due);
  if (due) {
    append(values, table_values(scene.housing, scene.world, homes, state));
  } else {
    values.resize(values.size() + table_specs().size());
  }
  if (scene.network() && due) {
    append(
        values,
        network_values(scene.housing, scene.world, homes, state, scene.seed));
  } else if (scene.network()) {
    values.resize(values.size() + network_specs().size());
  }
  append(values, levers::lever_values(scene.housing.levers, pulled));
  scene.recorder.record({.replicate = homes.replicate,
                         .tick = homes.tick,
                         .residents = &homes.residents,
                         .by_group = &homes.by_group,
                         .by_tenure = &homes.by_tenure,
                         .flows = flows.values(),
                         .tables = values});
}

/// What the levers of the tick do to contact; they have set the rules of the
/// housing step by then.
Adjustments pull(const Scene& scene,
                 std::uint64_t seed,
                 housing::State& homes,
                 State& state,
                 levers::Levers& pulled) {
  const levers::Plan& plan = scene.housing.levers;
  if (plan.empty()) return {};
  const levers::ContactRoles roles{state};
  pulled.begin(homes, &roles);
  state.youth_places[static_cast<std::size_t>(homes.tick) %
                     state.youth_places.size()] =
      levers::youth_places(plan, pulled.actions(), homes);
  return levers::contact_adjustments(
      plan,
      pulled.actions(),
      {&scene.housing, &homes, &scene.world, &state, seed});
}

}  // namespace

void run(const housing::World& housing,
         const World& world,
         housing::State homes,
         State state,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress,
         const AdjustFunction& adjust) {
  const Concurrency limit{settings.threads};
  Recorder recorder{housing.base, settings, observers};
  RecordedKinds kinds{.flows = housing::flow_specs(),
                      .scales = housing::scale_specs(),
                      .tables = housing::table_specs()};
  append(kinds.scales, scale_specs(world));
  append(kinds.tables, table_specs());
  const Scene scene{housing, world, recorder, settings.seed};
  if (scene.network()) append(kinds.tables, network_specs());
  append(kinds.scales, levers::lever_scales(housing.levers));
  append(kinds.tables, levers::lever_tables(housing.levers));
  recorder.begin(kinds);
  housing::Stepper houses{housing, settings.seed};
  Stepper people{housing, world, settings.seed};
  Outlooks outlooks{world};
  levers::Levers pulled{housing.levers, housing, settings.seed};
  for (int n = 0; n < settings.replicates; ++n) {
    const bool last = n + 1 == settings.replicates;
    housing::State homes_now = last ? std::exchange(homes, {}) : homes;
    State now = last ? std::exchange(state, {}) : state;
    homes_now.replicate = settings.first_replicate + n;
    pulled.start(homes_now.replicate);
    record(
        scene,
        homes_now,
        now,
        housing::Flows{housing.base.groups.size(), housing.base.rules.rounds},
        pulled);
    report_progress(progress, settings, homes_now.replicate, homes_now.tick);
    while (homes_now.tick < settings.ticks) {
      if (homes_now.tick % housing::PersonTable::ticks_per_year == 0) {
        pulled.renumber(order_rows(homes_now, now).to);
      }
      const Adjustments told =
          pull(scene, settings.seed, homes_now, now, pulled);
      if (outlooks.effect() > 0) outlooks.look(homes_now, now);
      const housing::Flows& flows = houses.step(homes_now, &outlooks);
      people.step(homes_now, now, adjust ? adjust(homes_now, now) : told);
      people.pay(homes_now, now);
      record(scene, homes_now, now, flows, pulled);
      report_progress(progress, settings, homes_now.replicate, homes_now.tick);
    }
  }
  recorder.end();
}

}  // namespace mingle::contact
