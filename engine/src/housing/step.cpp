// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

#include <mingle/engine/housing/step.h>

namespace mingle::housing {

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

const Flows& Stepper::step(State& state) {
  Workspace& each = *work_;
  TickWork& work = each.work;
  each.clear();
  if (state.hazard_scale.empty()) each.mobility.calibrate(state);
  each.allocation.perceive(state);
  update_prices(each.world, state);
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
  return work.flows;
}

}  // namespace mingle::housing
