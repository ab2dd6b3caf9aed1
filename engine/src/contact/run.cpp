// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/recorded.h"
#include "levers/branches.h"
#include "network_tables.h"
#include "order_rows.h"
#include "recorder.h"

#include <memory>
#include <utility>

#include <mingle/engine/assert.h>
#include <mingle/engine/contact/outlook.h>
#include <mingle/engine/contact/run.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/levers/pull_contact.h>
#include <mingle/engine/parallel.h>

namespace mingle::contact {
namespace {

using ArmNumbers = std::vector<std::size_t>;

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(),
            std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

/// What does not change in a run.
struct Scene {
  const housing::World& housing;
  const World& world;
  const RunSettings& settings;

  bool network() const {
    return world.rules.settings.resolution == Resolution::network;
  }
};

/// An arm, and what is kept of its levers.
struct ArmRun {
  ArmRun(const Scene& scene, const levers::Arm& arm)
      : plan{*arm.plan},
        pulled{plan, scene.housing, scene.settings.seed},
        recorder{scene.housing.base, scene.settings, arm.observers} {}

  void begin(const Scene& scene) const {
    RecordedKinds kinds{.flows = housing::flow_specs(),
                        .scales = housing::scale_specs(),
                        .tables = housing::table_specs()};
    append(kinds.scales, scale_specs(scene.world));
    append(kinds.tables, table_specs());
    if (scene.network()) append(kinds.tables, network_specs());
    append(kinds.scales, levers::lever_scales(plan));
    append(kinds.tables, levers::lever_tables(plan));
    recorder.begin(kinds);
  }

  const levers::Plan& plan;
  levers::Levers pulled;
  Recorder recorder;
};

struct Now {
  housing::State homes;
  State state;
  int tick() const { return homes.tick; }
};

/// What the levers of the tick do to contact; they have set the rules of the
/// housing step by then.
Adjustments pull(const Scene& scene, Now& now, ArmRun& arm) {
  if (arm.plan.empty()) return {};
  const levers::ContactRoles roles{now.state};
  arm.pulled.begin(now.homes, &roles);
  now.state.youth_places[static_cast<std::size_t>(now.homes.tick) %
                         now.state.youth_places.size()] =
      levers::youth_places(arm.plan, arm.pulled.actions(), now.homes);
  return levers::contact_adjustments(arm.plan,
                                     arm.pulled.actions(),
                                     {&scene.housing,
                                      &now.homes,
                                      &scene.world,
                                      &now.state,
                                      scene.settings.seed});
}

/// Tables of a moment but those of levers.
std::vector<std::vector<double>> values_of(const Scene& scene,
                                           const Now& now,
                                           bool due) {
  auto values = housing::table_values(scene.housing, now.homes, due);
  const auto add = [&](std::size_t count, const auto& measure) {
    if (due) {
      append(values, measure());
    } else {
      values.resize(values.size() + count);
    }
  };
  add(table_specs().size(), [&] {
    return table_values(scene.housing, scene.world, now.homes, now.state);
  });
  if (!scene.network()) return values;
  add(network_specs().size(), [&] {
    return network_values(
        scene.housing, scene.world, now.homes, now.state, scene.settings.seed);
  });
  return values;
}

/// Steps the arms of a run.
class ArmsRun {
 public:
  ArmsRun(const Scene& scene,
          std::span<const levers::Arm> arms,
          const ProgressFunction& progress,
          const AdjustFunction& adjust)
      : scene_{scene},
        progress_{progress},
        adjust_{adjust},
        houses_{scene.housing, scene.settings.seed},
        people_{scene.housing, scene.world, scene.settings.seed},
        outlooks_{scene.world},
        no_flows_{scene.housing.base.groups.size(),
                  scene.housing.base.rules.rounds} {
    for (const levers::Arm& arm : arms) {
      all_.push_back(all_.size());
      part_.push_back(levers::parting_tick(*arm.plan));
      arms_.push_back(std::make_unique<ArmRun>(scene, arm));
      arms_.back()->begin(scene);
    }
  }

  void replicate(Now now) {
    for (const auto& arm : arms_) arm->pulled.start(now.homes.replicate);
    record(now, no_flows_, all_);
    levers::step_arms(
        std::move(now),
        all_,
        part_,
        scene_.settings.ticks,
        [this](Now& at, const ArmNumbers& arms) { step(at, arms); });
  }

  void end() const {
    for (const auto& arm : arms_) arm->recorder.end();
  }

 private:
  void step(Now& now, const ArmNumbers& arms) {
    auto& [homes, state] = now;
    if (homes.tick % housing::PersonTable::ticks_per_year == 0) {
      const std::vector<PersonId> rows = order_rows(homes, state);
      for (const std::size_t arm : arms) arms_[arm]->pulled.renumber(rows);
    }
    Adjustments told;
    for (const std::size_t arm : arms) {
      told = pull(scene_, now, *arms_[arm]);
      // What levers say that do not act is nothing.
      MINGLE_EXPECT(arms.size() == 1 || told.empty());
    }
    if (arms.size() > 1) {
      homes.policy = {};
      told = {};
    }
    if (outlooks_.effect() > 0) outlooks_.look(homes, state);
    const housing::Flows& flows = houses_.step(homes, &outlooks_);
    people_.step(homes, state, adjust_ ? adjust_(homes, state) : told);
    people_.pay(homes, state);
    record(now, flows, arms);
  }

  void record(const Now& now,
              const housing::Flows& flows,
              const ArmNumbers& arms) {
    const housing::State& homes = now.homes;
    const bool due = arms_[arms.front()]->recorder.zones_due(homes.tick);
    const auto values = values_of(scene_, now, due);
    for (const std::size_t arm : arms) {
      ArmRun& each = *arms_[arm];
      auto own = values;
      append(own, levers::lever_values(each.plan, each.pulled));
      each.recorder.record({.replicate = homes.replicate,
                            .tick = homes.tick,
                            .residents = &homes.residents,
                            .by_group = &homes.by_group,
                            .by_tenure = &homes.by_tenure,
                            .flows = flows.values(),
                            .tables = own});
      report_progress(progress_, scene_.settings, homes.replicate, homes.tick);
    }
  }

  const Scene& scene_;
  const ProgressFunction& progress_;
  const AdjustFunction& adjust_;
  housing::Stepper houses_;
  Stepper people_;
  Outlooks outlooks_;
  housing::Flows no_flows_;
  ArmNumbers all_;
  std::vector<int> part_;
  std::vector<std::unique_ptr<ArmRun>> arms_;
};

void run_all(const Scene& scene,
             Now start,
             std::span<const levers::Arm> arms,
             const ProgressFunction& progress,
             const AdjustFunction& adjust) {
  const RunSettings& settings = scene.settings;
  const Concurrency limit{settings.threads};
  ArmsRun run{scene, arms, progress, adjust};
  for (int n = 0; n < settings.replicates; ++n) {
    const bool last = n + 1 == settings.replicates;
    Now now = last ? std::exchange(start, {}) : start;
    now.homes.replicate = settings.first_replicate + n;
    run.replicate(std::move(now));
  }
  run.end();
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
  const levers::Arm only{&housing.levers, observers};
  run_all({housing, world, settings},
          {std::move(homes), std::move(state)},
          std::span{&only, 1},
          progress,
          adjust);
}

void run_arms(const housing::World& housing,
              const World& world,
              housing::State homes,
              State state,
              const RunSettings& settings,
              std::span<const levers::Arm> arms,
              const ProgressFunction& progress) {
  run_all({housing, world, settings},
          {std::move(homes), std::move(state)},
          arms,
          progress,
          {});
}

}  // namespace mingle::contact
