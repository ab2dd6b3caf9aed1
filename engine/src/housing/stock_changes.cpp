// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"
#include "sectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <vector>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t dwellings_per_block = 32'768;

Tenure tenure_in(const World& world, const State& state, DwellingId dwelling) {
  return tenure_of_kind(
      world.base.kind_of(state.dwellings.cells[dwelling.index()]));
}

CellId with_tenure(const World& world, CellId cell, Tenure tenure) {
  return world.base.cell(
      world.base.zone_of(cell),
      mingle::kind_of(tenure, bedrooms_of_kind(world.base.kind_of(cell))));
}

/// Order in which dwellings are picked for demolition.
std::uint64_t rank_of(const State& state,
                      std::uint64_t seed,
                      DwellingId dwelling) {
  return random_bits(address_in(
      state, seed, Purpose::conversion, state.dwellings.id(dwelling), 1))[0];
}

/// @param numbers  homes built so far in the tick, by cell
void build(const SupplyChange& change,
           const World& world,
           State& state,
           TickWork& work,
           std::map<CellId, std::uint64_t>& numbers) {
  const AuthorityId authority = world.base.authority_of(change.cell);
  const Tenure tenure = tenure_of_kind(world.base.kind_of(change.cell));
  for (std::int32_t i = 0; i < change.dwellings; ++i) {
    const DwellingId made =
        state.dwellings.build(change.cell, state.tick, numbers[change.cell]++);
    set_flag(state.dwellings.flags[made.index()], DwellingFlag::new_build);
    work.authorities[authority.index()].freed.push_back(made);
  }
  work.flows.at(Flow::built, static_cast<std::size_t>(tenure)) +=
      change.dwellings;
}

struct Candidate {
  CellId cell;
  bool occupied;
  std::uint64_t rank;
  DwellingId dwelling;
  auto operator<=>(const Candidate&) const = default;
};

/// Standing dwellings of the cells, by cell; vacant ones first.
std::vector<Candidate> standing(const std::vector<CellId>& cells,
                                std::uint64_t seed,
                                const State& state) {
  std::vector<Candidate> candidates;
  const DwellingTable& table = state.dwellings;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const bool leaves = has_flag(table.flags[i], DwellingFlag::closed) ||
                        has_flag(table.flags[i], DwellingFlag::to_demolish);
    if (leaves ||
        !std::binary_search(cells.begin(), cells.end(), table.cells[i])) {
      continue;
    }
    candidates.push_back({table.cells[i],
                          table.occupants[i].exists(),
                          rank_of(state, seed, DwellingId{i}),
                          DwellingId{i}});
  }
  std::sort(candidates.begin(), candidates.end());
  return candidates;
}

/// Vacant dwellings go at once; occupied ones are marked, and go when their
/// household has left.
void demolish(const Candidate& candidate, State& state, TickWork& work) {
  const std::size_t row = candidate.dwelling.index();
  DwellingTable& table = state.dwellings;
  if (candidate.occupied) {
    set_flag(table.flags[row], DwellingFlag::to_demolish);
    set_flag(state.households.flags[table.occupants[row].index()],
             HouseholdFlag::displaced);
  } else {
    set_flag(table.flags[row], DwellingFlag::closed);
    count_chain(work.flows, table.chain[row]);
  }
}

/// @param changes  of this tick, by cell
void demolish(std::span<const SupplyChange> changes,
              const World& world,
              std::uint64_t seed,
              State& state,
              TickWork& work) {
  std::vector<CellId> cells;
  for (const SupplyChange& change : changes) {
    if (change.dwellings < 0) cells.push_back(change.cell);
  }
  if (cells.empty()) return;
  const std::vector<Candidate> candidates = standing(cells, seed, state);
  for (const SupplyChange& change : changes) {
    const auto at_cell = [&](const Candidate& one) {
      return one.cell < change.cell;
    };
    auto next =
        std::partition_point(candidates.begin(), candidates.end(), at_cell);
    const auto tenure = static_cast<std::size_t>(
        tenure_of_kind(world.base.kind_of(change.cell)));
    for (std::int32_t left = change.dwellings; left < 0; ++left, ++next) {
      if (next == candidates.end() || next->cell != change.cell) break;
      demolish(*next, state, work);
      ++work.flows.at(Flow::demolished, tenure);
    }
  }
}

/// Factors on the two rates of conversion in an authority: homes go to the
/// sector in which fewer stand empty.
struct Response {
  double to_private = 1.0;
  double to_owner = 1.0;
  /// On top, per vacant home a year: what the declared trend asks for.
  double planned_to_private = 0.0;
  double planned_to_owner = 0.0;
};

Response response_of(const World& world,
                     const State& state,
                     AuthorityId authority) {
  constexpr double largest = 50.0;
  constexpr auto rented = static_cast<std::size_t>(Sector::private_rented);
  constexpr auto owner = static_cast<std::size_t>(Sector::owner);
  const double power = world.rules.stock.response;
  const double trend = world.rules.mobility.tenure_trend[rented] / 100.0;
  if (power == 0.0 && trend == 0.0) return {};
  const SectorCounts counts = count_sectors(world, state, authority);
  const double ratio = counts.vacant_share(owner) / counts.vacant_share(rented);
  const double homes = trend * counts.households();
  return {
      .to_private = std::min(largest, std::pow(ratio, power)),
      .to_owner = std::min(largest, std::pow(1.0 / ratio, power)),
      .planned_to_private = std::max(0.0, homes) / (counts.vacant[owner] + 1.0),
      .planned_to_owner =
          std::max(0.0, -homes) / (counts.vacant[rented] + 1.0)};
}

/// Vacant homes for sale that are let instead, and the other way round.
void convert_vacant(const World& world,
                    std::uint64_t seed,
                    State& state,
                    AuthorityId authority,
                    AuthorityWork& work) {
  const StockRules& rules = world.rules.stock;
  const Response response = response_of(world, state, authority);
  const std::uint64_t let =
      tick_threshold(rules.owner_to_private * response.to_private +
                     response.planned_to_private);
  const std::uint64_t sell = tick_threshold(
      rules.private_to_owner * response.to_owner + response.planned_to_owner);
  for (const DwellingId dwelling :
       state.vacancies[authority.index()].dwellings) {
    const Sector sector = sector_of(tenure_in(world, state, dwelling));
    if (sector == Sector::social ||
        state.dwellings.occupants[dwelling.index()].exists() ||
        has_flag(state.dwellings.flags[dwelling.index()],
                 DwellingFlag::closed)) {
      continue;
    }
    const bool owned = sector == Sector::owner;
    const std::uint64_t draw =
        random_bits(address_in(state,
                               seed,
                               Purpose::conversion,
                               state.dwellings.id(dwelling)))[0] >>
        32;
    if (draw >= (owned ? let : sell)) continue;
    const Tenure tenure =
        owned ? Tenure::private_rented : Tenure::owned_mortgage;
    CellId& cell = state.dwellings.cells[dwelling.index()];
    cell = with_tenure(world, cell, tenure);
    work.gone.push_back(dwelling);
    work.freed.push_back(dwelling);
    ++work.flows.at(Flow::conversions, static_cast<std::size_t>(tenure));
  }
}

/// Draws for changes of a home while it is lived in.
constexpr std::uint64_t right_to_buy_block = 2;
constexpr std::uint64_t mortgage_block = 3;
constexpr int mortgage_age = 55;

/// Homes of one tenure whose household changes it in this tick.
/// @param youngest  age of the reference person from which it may
std::vector<std::vector<DwellingId>> choose_changing(const World& world,
                                                     std::uint64_t seed,
                                                     const State& state,
                                                     Tenure tenure,
                                                     double rate,
                                                     int youngest,
                                                     std::uint64_t draw_block) {
  const std::uint64_t changes = tick_threshold(rate);
  const std::size_t size = state.dwellings.size();
  std::vector<std::vector<DwellingId>> chosen(
      block_count(size, dwellings_per_block));
  if (changes == 0) return {};
  parallel_for_blocks(
      size,
      dwellings_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const DwellingId dwelling{i};
          if (!state.dwellings.occupants[i].exists() ||
              has_flag(state.dwellings.flags[i], DwellingFlag::to_demolish) ||
              tenure_in(world, state, dwelling) != tenure) {
            continue;
          }
          // Drawn first: who lives there is read for the few that change.
          const std::uint64_t draw =
              random_bits(address_in(state,
                                     seed,
                                     Purpose::conversion,
                                     state.dwellings.id(dwelling),
                                     draw_block))[0] >>
              32;
          if (draw >= changes) continue;
          const std::size_t row = state.dwellings.occupants[i].index();
          const PersonId first = state.households.first_member[row];
          if (state.persons.age(first, state.tick) < youngest) continue;
          chosen[block].push_back(dwelling);
        }
      });
  return chosen;
}

void change_tenure(const World& world,
                   State& state,
                   TickWork& work,
                   DwellingId dwelling,
                   Tenure to) {
  CellId& cell = state.dwellings.cells[dwelling.index()];
  const ZoneId zone = world.base.zone_of(cell);
  const auto from = static_cast<std::size_t>(tenure_in(world, state, dwelling));
  cell = with_tenure(world, cell, to);
  const HouseholdId occupant = state.dwellings.occupants[dwelling.index()];
  state.households.kinds[occupant.index()] =
      static_cast<std::uint8_t>(world.base.kind_of(cell));
  --state.by_tenure.at(zone, from);
  ++state.by_tenure.at(zone, static_cast<std::size_t>(to));
  ++work.flows.at(Flow::conversions, static_cast<std::size_t>(to));
}

}  // namespace

void StockChanges::run(State& state, TickWork& work) {
  const auto [begin, end] =
      std::equal_range(world_.supply.begin(),
                       world_.supply.end(),
                       SupplyChange{.tick = state.tick},
                       [](const SupplyChange& x, const SupplyChange& y) {
                         return x.tick < y.tick;
                       });
  // The homes that levers plan come after those of every scenario.
  std::vector<SupplyChange> changes{begin, end};
  changes.insert(
      changes.end(), state.policy.supply.begin(), state.policy.supply.end());
  std::map<CellId, std::uint64_t> numbers;
  for (const SupplyChange& change : changes) {
    if (change.dwellings > 0) build(change, world_, state, work, numbers);
  }
  demolish(changes, world_, seed_, state, work);
  parallel_for_blocks(
      work.authorities.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        convert_vacant(
            world_, seed_, state, AuthorityId{a}, work.authorities[a]);
      });
  const StockRules& rules = world_.rules.stock;
  const auto change = [&](const std::vector<std::vector<DwellingId>>& chosen,
                          Tenure to) {
    for (const auto& block : chosen) {
      for (const DwellingId dwelling : block) {
        change_tenure(world_, state, work, dwelling, to);
      }
    }
  };
  change(choose_changing(world_,
                         seed_,
                         state,
                         Tenure::owned_mortgage,
                         rules.mortgage_paid,
                         mortgage_age,
                         mortgage_block),
         Tenure::owned_outright);
  change(choose_changing(world_,
                         seed_,
                         state,
                         Tenure::social_council,
                         rules.right_to_buy,
                         0,
                         right_to_buy_block),
         Tenure::owned_mortgage);
}

}  // namespace mingle::housing
