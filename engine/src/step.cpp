// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "balance.h"
#include "kernels/choice.h"
#include "kernels/turnover.h"
#include "residence.h"
#include "rounds.h"
#include "vacancies.h"

#include <algorithm>

#include <mingle/engine/assert.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/step.h>

namespace mingle {

TickFlows::TickFlows(std::size_t groups, int rounds)
    : moves_by_tenure(tenure_count),
      moves_by_round(static_cast<std::size_t>(rounds)),
      migrations_by_group(groups),
      arrivals_by_group(groups),
      departures_by_group(groups),
      unplaced_by_tenure(tenure_count) {}

std::vector<FlowSpec> flow_specs() {
  return {
      {"moves_by_tenure",
       "tenure",
       "households that moved within an authority"},
      {"moves_by_round",
       "round",
       "households that moved within an authority, by round of the search"},
      {"migrations", "group", "households that moved between authorities"},
      {"arrivals", "group", "households that arrived from outside the study"},
      {"departures", "group", "households that left the study"},
      {"unplaced", "tenure", "households that searched and found no vacancy"},
  };
}

std::vector<std::vector<std::int64_t>> flow_values(const TickFlows& flows) {
  return {flows.moves_by_tenure,
          flows.moves_by_round,
          flows.migrations_by_group,
          flows.arrivals_by_group,
          flows.departures_by_group,
          flows.unplaced_by_tenure};
}

void TickFlows::add(const TickFlows& other) {
  const auto add_up = [](std::vector<std::int64_t>& to,
                         const std::vector<std::int64_t>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  add_up(moves_by_tenure, other.moves_by_tenure);
  add_up(moves_by_round, other.moves_by_round);
  add_up(migrations_by_group, other.migrations_by_group);
  add_up(arrivals_by_group, other.arrivals_by_group);
  add_up(departures_by_group, other.departures_by_group);
  add_up(unplaced_by_tenure, other.unplaced_by_tenure);
}

void TickFlows::clear() {
  for (auto* each : {&moves_by_tenure,
                     &moves_by_round,
                     &migrations_by_group,
                     &arrivals_by_group,
                     &departures_by_group,
                     &unplaced_by_tenure}) {
    std::fill(each->begin(), each->end(), 0);
  }
}

/// Buffers that live from tick to tick, so that a tick allocates nothing once
/// they have grown.
struct Stepper::Workspace {
  Workspace(const World& fixed, std::uint64_t seed)
      : world{fixed},
        turnover{fixed, seed},
        balance{fixed, seed},
        rounds{fixed, seed},
        flows{fixed.groups.size(), fixed.rules.rounds},
        leavers(fixed.authorities.size()) {
    const auto& from = fixed.dwellings.available_from;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] > 0) openings.emplace_back(from[i], DwellingId{i});
    }
    std::sort(openings.begin(), openings.end());
  }

  void sort_out(const State& state);
  void vacate_leavers(State& state);
  void start_searches(State& state);
  void send_away(State& state, HouseholdId household);
  void open_new_dwellings(State& state);
  AuthorityId authority_of(DwellingId dwelling) const {
    return world.authority_of(world.dwellings.cells[dwelling.index()]);
  }

  const World& world;
  Turnover turnover;
  Balance balance;
  Rounds rounds;
  Perceptions perceptions;
  TickFlows flows;
  std::vector<std::vector<HouseholdId>> leavers;  ///< by authority left
  std::vector<Migrant> migrants;
  std::vector<HouseholdId> departed;
  /// Dwellings that do not exist at tick 0, by tick and then by dwelling.
  std::vector<std::pair<int, DwellingId>> openings;
};

/// Turnover's decisions become searches at home, migrants and departures.
void Stepper::Workspace::sort_out(const State& state) {
  for (auto& each : leavers) each.clear();
  migrants.clear();
  departed.clear();
  for (const auto& block : turnover.decide(state)) {
    for (const Decision& decision : block) {
      if (decision.destination == decision.home) {
        rounds.add(decision.home, decision.search);
        continue;
      }
      const HouseholdId household = decision.search.household;
      leavers[decision.home.index()].push_back(household);
      if (decision.destination.exists()) {
        migrants.push_back({household, decision.destination});
      } else {
        departed.push_back(household);
      }
    }
  }
}

void Stepper::Workspace::vacate_leavers(State& state) {
  parallel_for_blocks(
      leavers.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        const auto& leaving = leavers[a];
        for (std::size_t i = 0; i < leaving.size(); ++i) {
          prefetch_residences(
              world, state, leaving, i, [](HouseholdId h) { return h; });
          rounds.add_freed(AuthorityId{a}, vacate(world, state, leaving[i]));
        }
      });
  for (const HouseholdId household : departed) {
    ++flows.departures_by_group[state.households.groups[household.index()]];
  }
  state.outside.insert(state.outside.end(), departed.begin(), departed.end());
}

void Stepper::Workspace::send_away(State& state, HouseholdId household) {
  const std::size_t row = household.index();
  const AuthorityId home{std::size_t{state.households.authorities[row]}};
  rounds.remove(home, household);
  rounds.add_freed(home, vacate(world, state, household));
  ++flows.departures_by_group[state.households.groups[row]];
  state.outside.push_back(household);
}

void Stepper::Workspace::start_searches(State& state) {
  for (const HouseholdId household : balance.leavers()) {
    send_away(state, household);
  }
  for (const HouseholdId household : balance.turned_away()) {
    ++flows.departures_by_group[state.households.groups[household.index()]];
  }
  for (const Migrant& migrant : migrants) {
    state.households.authorities[migrant.household.index()] =
        static_cast<std::uint16_t>(migrant.destination.index());
    rounds.add(migrant.destination,
               make_search(state.households,
                           migrant.household,
                           ZoneId{},
                           SearchReason::migrate));
  }
  for (const Arrival& arrival : balance.arrivals()) {
    rounds.add(arrival.destination,
               make_search(state.households,
                           arrival.household,
                           ZoneId{},
                           SearchReason::arrive));
  }
}

/// Dwellings that exist from the state's tick on become vacant.
void Stepper::Workspace::open_new_dwellings(State& state) {
  auto next = std::lower_bound(
      openings.begin(), openings.end(), std::pair{state.tick, DwellingId{0U}});
  std::vector<DwellingId> opened;
  std::vector<DwellingId> spare;
  while (next != openings.end() && next->first == state.tick) {
    const AuthorityId authority = authority_of(next->second);
    opened.clear();
    for (; next != openings.end() && next->first == state.tick &&
           authority_of(next->second) == authority;
         ++next) {
      opened.push_back(next->second);
    }
    Vacancies& vacancies = state.vacancies[authority.index()];
    const std::vector<std::uint8_t> taken(vacancies.dwellings.size(), 0);
    update_vacancies(world, authority, vacancies, taken, opened, spare);
  }
}

Stepper::Stepper(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

Stepper::~Stepper() = default;

const TickFlows& Stepper::step(State& state) {
  Workspace& work = *work_;
  work.flows.clear();
  work.rounds.clear();
  // Perceive: shares as they were when the tick began.
  work.perceptions.update(work.world, state);
  // Leave: movers, migrants, departures; then arrivals up to the totals.
  work.sort_out(state);
  work.vacate_leavers(state);
  work.balance.settle(state, work.migrants);
  work.start_searches(state);
  // Propose, resolve, apply, round by round.
  work.rounds.run(state, work.perceptions, work.flows);
  ++state.tick;
  work.open_new_dwellings(state);
  return work.flows;
}

}  // namespace mingle
