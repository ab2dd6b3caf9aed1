// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"
#include "sectors.h"

#include <mingle/engine/assert.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

/// Columns that a run fills as it goes, where the caller left them empty.
void start(const World& world, State& state) {
  const std::size_t zones = world.base.zones.size();
  const std::size_t groups = world.base.groups.size();
  const auto fill = [](auto& column, std::size_t size, auto value) {
    if (column.empty()) column.assign(size, value);
  };
  fill(state.log_prices, 2 * zones, 0.0);
  fill(state.applicants, 2 * zones, 0);
  fill(state.lettings, 2 * zones, 0);
  fill(state.service_pressure, zones, 0.0);
  fill(state.fairness,
       world.base.authorities.size() * groups,
       world.rules.perceived.fairness_start);
  if (!state.capacity.empty()) return;
  state.capacity.resize(zones);
  for (std::size_t z = 0; z < zones; ++z) {
    state.capacity[z] =
        static_cast<std::int32_t>(state.residents.zone_total(ZoneId{z}));
  }
}

}  // namespace

struct Stepper::Workspace {
  Workspace(const World& fixed, std::uint64_t seed)
      : world{fixed},
        people{fixed, seed},
        stock{fixed, seed},
        migration{fixed, seed},
        mobility{fixed, seed},
        allocation{fixed, seed} {
    const Flows none{fixed.base.groups.size(), fixed.base.rules.rounds};
    work.flows = none;
    work.authorities.resize(fixed.base.authorities.size());
    for (AuthorityWork& each : work.authorities) each.flows = none;
  }

  void clear() {
    work.flows.clear();
    for (AuthorityWork& each : work.authorities) {
      each.searches.clear();
      each.flows.clear();
    }
  }

  /// What is on offer as the tick begins.
  void look_at_homes(const State& state) {
    parallel_for_blocks(
        work.authorities.size(),
        1,
        [&](std::size_t a, std::size_t, std::size_t) {
          const AuthorityId authority{a};
          const SectorCounts homes = count_sectors(world, state, authority);
          AuthorityWork& own = work.authorities[a];
          own.pull = pull_now(world, state, authority, homes);
          own.vacancy_pull = vacancy_pull_now(world, state, authority, homes);
          own.reach = Reach{world, state, authority};
        });
  }

  const World& world;
  People people;
  StockChanges stock;
  Migration migration;
  Mobility mobility;
  Allocation allocation;
  TickWork work;
};

Stepper::Stepper(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

Stepper::~Stepper() = default;

const Flows& Stepper::step(State& state, const Outlook* outlook) {
  Workspace& each = *work_;
  TickWork& work = each.work;
  each.clear();
  state.persons.added.clear();
  if (state.hazard_scale.empty()) {
    start(each.world, state);
    each.mobility.calibrate(state);
  }
  each.allocation.perceive(state, outlook);
  update_prices(each.world, state);
  each.look_at_homes(state);
  each.people.run(state, work);
  each.stock.run(state, work);
  each.migration.run(state, work);
  each.mobility.run(state, work);
  refresh_vacancies(each.world, state, work);
  each.allocation.run(state, work);
  each.migration.settle_unplaced(state, work);
  refresh_vacancies(each.world, state, work);
  update_perceived(each.world, state, work);
  for (const AuthorityWork& authority : work.authorities) {
    work.flows.add(authority.flows);
  }
  ++state.tick;
  MINGLE_ENSURE(inconsistencies(each.world, state).empty());
  return work.flows;
}

}  // namespace mingle::housing
