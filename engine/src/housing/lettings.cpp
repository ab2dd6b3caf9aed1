// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lettings.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

/// Lettings of a zone from which the cap on urgent ones binds.
constexpr std::int32_t lettings_before_cap = 4;

std::size_t kind_at(const World& world,
                    const State& state,
                    DwellingId dwelling) {
  return world.base.kind_of(state.dwellings.cells[dwelling.index()]);
}

bool is_urgent(NeedBand band) {
  return band == NeedBand::homeless || band == NeedBand::overcrowded;
}

bool is_let_by(const LettingRound& round, const Search& search) {
  return search.sector == Sector::social &&
         round.state->households.registered[search.household.index()] != never;
}

Claim claim_of(const LettingRound& round, std::uint32_t i, LettingRule rule) {
  const Search& search = round.searches[i];
  return {i,
          score_of(*round.world, *round.state, search.household, rule),
          search.id};
}

bool comes_before(const Claim& a, const Claim& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

}  // namespace

LettingRule rule_of(const World& world,
                    const State& state,
                    std::uint64_t seed,
                    DwellingId dwelling) {
  const double u = unit_interval(random_bits(
      address_in(state, seed, Purpose::letting, dwelling.index()))[0]);
  const auto& shares = world.rules.social.rule_share;
  if (u < shares[0]) return LettingRule::direct;
  return u < shares[0] + shares[1] ? LettingRule::choice_based
                                   : LettingRule::points;
}

void split_social_homes(const World& world,
                        const State& state,
                        std::uint64_t seed,
                        AuthorityId authority,
                        SocialHomes& out) {
  const Vacancies& vacancies = state.vacancies[authority.index()];
  out.bids.dwellings.clear();
  out.bids.first.assign(vacancies.first.size(), 0);
  out.direct.clear();
  const std::uint32_t begin = world.base.first_cell[authority.index()];
  for (const DwellingId dwelling : vacancies.dwellings) {
    const std::size_t kind = kind_at(world, state, dwelling);
    if (sector_of(tenure_of_kind(kind)) != Sector::social) continue;
    if (rule_of(world, state, seed, dwelling) == LettingRule::direct) {
      out.direct.push_back(dwelling);
      continue;
    }
    out.bids.dwellings.push_back(dwelling);
    const CellId cell = state.dwellings.cells[dwelling.index()];
    ++out.bids.first[cell.value() - begin + 1];
  }
  for (std::size_t i = 1; i < out.bids.first.size(); ++i) {
    out.bids.first[i] += out.bids.first[i - 1];
  }
  std::sort(out.direct.begin(), out.direct.end());
}

bool may_be_let(const LettingRound& round,
                const Search& search,
                DwellingId home) {
  const World& world = *round.world;
  const State& state = *round.state;
  const SocialRules& rules = world.rules.social;
  const std::size_t row = search.household.index();
  const double local_years =
      static_cast<double>(state.tick - state.households.local_since[row]) /
      PersonTable::ticks_per_year;
  const NeedBand band = state.households.bands[row];
  // Duties to the homeless hold without a local connection.
  if (local_years < rules.local_connection_years &&
      band != NeedBand::homeless) {
    return false;
  }
  const ZoneId zone = world.base.zone_of(state.dwellings.cells[home.index()]);
  const std::int32_t all = state.lettings[zone.index() * 2];
  const std::int32_t urgent = state.lettings[zone.index() * 2 + 1];
  if (is_urgent(band) && all >= lettings_before_cap &&
      urgent + 1 > rules.sensitive_cap * (all + 1)) {
    return false;
  }
  if (rules.quota.empty()) return true;
  const double households = std::max<double>(
      1.0, static_cast<double>(state.by_group.zone_total(zone)));
  return state.by_group.at(zone, search.group) / households <
         rules.quota[search.group];
}

std::uint64_t score_of(const World& world,
                       const State& state,
                       HouseholdId household,
                       LettingRule rule) {
  const SocialRules& rules = world.rules.social;
  const std::size_t row = household.index();
  const auto band = static_cast<std::size_t>(state.households.bands[row]);
  const int waited = std::max(0, state.tick - state.households.registered[row]);
  if (rule == LettingRule::points) {
    const double points =
        rules.band_weight[band] +
        rules.points_per_year * waited / PersonTable::ticks_per_year;
    return static_cast<std::uint64_t>(std::llround(points * 1e6));
  }
  return (static_cast<std::uint64_t>(need_band_count - band) << 32) +
         static_cast<std::uint64_t>(waited);
}

std::vector<Letting> let_directly(const LettingRound& round,
                                  std::span<const DwellingId> homes,
                                  Flows& flows) {
  std::vector<Claim> queue;
  for (std::uint32_t i = 0; i < round.searches.size(); ++i) {
    if (is_let_by(round, round.searches[i])) {
      queue.push_back(claim_of(round, i, LettingRule::direct));
    }
  }
  std::sort(queue.begin(), queue.end(), comes_before);
  std::vector<std::uint8_t> served(queue.size(), 0);
  std::vector<Letting> lettings;
  for (const DwellingId home : homes) {
    const std::size_t bedrooms =
        bedrooms_of_kind(kind_at(*round.world, *round.state, home));
    Draws draws{address_in(
        *round.state, round.seed, Purpose::letting, home.index(), 1)};
    for (std::size_t q = 0; q < queue.size(); ++q) {
      const Search& search = round.searches[queue[q].search];
      if (served[q] != 0 || search.bedrooms != bedrooms ||
          !may_be_let(round, search, home)) {
        continue;
      }
      if (draws.uniform() < round.world->rules.social.refusal) {
        ++flows.at(Flow::refusals, search.group);
        continue;
      }
      served[q] = 1;
      lettings.push_back({queue[q].search, home, LettingRule::direct});
      break;
    }
  }
  return lettings;
}

std::vector<Letting> let_by_bids(
    const LettingRound& round,
    const Offer& offer,
    const std::vector<std::vector<std::uint32_t>>& bids) {
  constexpr std::uint32_t nobody = 0xffffffff;
  std::vector<Claim> holders(offer.dwellings.size(), Claim{nobody, 0, 0});
  std::vector<std::size_t> next(bids.size(), 0);
  std::vector<std::uint32_t> free;
  for (std::uint32_t i = 0; i < bids.size(); ++i) {
    if (!bids[i].empty() && is_let_by(round, round.searches[i])) {
      free.push_back(i);
    }
  }
  std::vector<LettingRule> rules;
  for (const DwellingId home : offer.dwellings) {
    rules.push_back(rule_of(*round.world, *round.state, round.seed, home));
  }
  while (!free.empty()) {
    const std::uint32_t i = free.back();
    free.pop_back();
    while (next[i] < bids[i].size()) {
      const std::uint32_t home = bids[i][next[i]++];
      if (!may_be_let(round, round.searches[i], offer.dwellings[home])) {
        continue;
      }
      const Claim claim = claim_of(round, i, rules[home]);
      Claim& holder = holders[home];
      if (holder.search != nobody && !comes_before(claim, holder)) continue;
      if (holder.search != nobody) free.push_back(holder.search);
      holder = claim;
      break;
    }
  }
  std::vector<Letting> lettings;
  for (std::size_t h = 0; h < holders.size(); ++h) {
    if (holders[h].search == nobody) continue;
    lettings.push_back({holders[h].search, offer.dwellings[h], rules[h]});
  }
  return lettings;
}

}  // namespace mingle::housing
