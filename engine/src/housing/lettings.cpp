// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lettings.h"

#include "policy_read.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

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

/// On the register, still looking, and with the local connection required;
/// duties to the homeless hold without one.
bool can_claim(const LettingRound& round, std::uint32_t i) {
  const Search& search = round.searches[i];
  const HouseholdTable& table = round.state->households;
  const std::size_t row = search.household.index();
  if (search.sector != Sector::social || table.registered[row] == never ||
      (!round.placed.empty() && round.placed[i] != 0)) {
    return false;
  }
  const double years =
      social_rules(*round.world, *round.state, table.authorities[row])
          .local_connection_years;
  return table.bands[row] == NeedBand::homeless ||
         round.state->tick - table.local_since[row] >=
             years * PersonTable::ticks_per_year;
}

}  // namespace

bool comes_before(const Claim& a, const Claim& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.lottery != b.lottery ? a.lottery > b.lottery : a.id < b.id;
}

std::vector<Claim> claims_of(const LettingRound& round,
                             std::size_t least,
                             std::size_t most,
                             LettingRule rule) {
  constexpr std::uint64_t lottery = 2;
  constexpr std::size_t at_once = 64;
  std::vector<Claim> claims;
  for (std::uint32_t i = 0; i < round.searches.size(); ++i) {
    const Search& search = round.searches[i];
    const std::size_t need = search.bedrooms;
    if (need < least || need > most || !can_claim(round, i)) continue;
    const std::uint64_t score =
        score_of(*round.world, *round.state, search.household, rule);
    claims.push_back({i, score, 0, search.id});
  }
  const DrawAddress address =
      address_in(*round.state, round.seed, Purpose::letting, 0, lottery);
  std::array<std::uint64_t, at_once> ids{};
  std::array<std::array<std::uint64_t, 4>, at_once> words{};
  for (std::size_t begin = 0; begin < claims.size(); begin += at_once) {
    const std::size_t count = std::min(at_once, claims.size() - begin);
    for (std::size_t i = 0; i < count; ++i) ids[i] = claims[begin + i].id;
    random_bits(address, {ids.data(), count}, words.data());
    for (std::size_t i = 0; i < count; ++i) {
      claims[begin + i].lottery = words[i][0];
    }
  }
  return claims;
}

LettingRule rule_of(const World& world,
                    const State& state,
                    std::uint64_t seed,
                    DwellingId dwelling) {
  const double u = unit_interval(random_bits(address_in(
      state, seed, Purpose::letting, state.dwellings.id(dwelling)))[0]);
  const AuthorityId authority =
      world.base.authority_of(state.dwellings.cells[dwelling.index()]);
  const auto& shares = social_rules(world, state, authority.index()).rule_share;
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

bool within_caps(const World& world,
                 const State& state,
                 const Search& search,
                 DwellingId home) {
  const ZoneId zone = world.base.zone_of(state.dwellings.cells[home.index()]);
  const SocialRules& rules = social_rules(
      world, state, world.base.zones.authorities[zone.index()].index());
  if (rules.sensitive_cap >= 1.0 && rules.quota.empty()) return true;
  const std::int32_t all = state.lettings[zone.index() * 2];
  const std::int32_t urgent = state.lettings[zone.index() * 2 + 1];
  const NeedBand band = state.households.bands[search.household.index()];
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
  const std::size_t row = household.index();
  const SocialRules& rules =
      social_rules(world, state, state.households.authorities[row]);
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

namespace {

/// Those waiting for one of some numbers of bedrooms, in order of their turn,
/// which is found as far as it is needed: few of many are let a home.
class Queue {
 public:
  explicit Queue(std::vector<Claim> claims) : waiting_{std::move(claims)} {
    std::make_heap(waiting_.begin(), waiting_.end(), later);
  }
  /// Null past the end.
  const Claim* at(std::size_t turn) {
    while (ordered_.size() <= turn && !waiting_.empty()) {
      std::pop_heap(waiting_.begin(), waiting_.end(), later);
      ordered_.push_back(waiting_.back());
      waiting_.pop_back();
    }
    return turn < ordered_.size() ? &ordered_[turn] : nullptr;
  }
  std::size_t head = 0;  ///< all before it are served

 private:
  static bool later(const Claim& a, const Claim& b) {
    return comes_before(b, a);
  }
  std::vector<Claim> waiting_;  ///< a heap, the first on top
  std::vector<Claim> ordered_;
};

}  // namespace

LeastNeed least_need(const LettingRound& round) {
  std::array<bool, bedroom_class_count> waiting{};
  for (std::uint32_t i = 0; i < round.searches.size(); ++i) {
    if (can_claim(round, i)) waiting[round.searches[i].bedrooms] = true;
  }
  const auto spare =
      static_cast<std::size_t>(round.world->rules.social.spare_bedrooms);
  LeastNeed least{};
  for (std::size_t size = 0; size < bedroom_class_count; ++size) {
    least[size] = size;
    while (least[size] > 0 && size - least[size] < spare &&
           !waiting[least[size]]) {
      --least[size];
    }
  }
  return least;
}

std::vector<Letting> let_directly(const LettingRound& round,
                                  std::span<const DwellingId> homes,
                                  const LeastNeed& least,
                                  Flows& flows) {
  std::vector<Letting> lettings;
  std::vector<std::uint8_t> taken(round.searches.size(), 0);
  std::array<std::optional<Queue>, bedroom_class_count> queues;
  for (const DwellingId home : homes) {
    const std::size_t size =
        bedrooms_of_kind(kind_at(*round.world, *round.state, home));
    if (!queues[size]) {
      queues[size].emplace(
          claims_of(round, least[size], size, LettingRule::direct));
    }
    Queue& queue = *queues[size];
    const auto is_served = [&](std::size_t q) {
      return taken[queue.at(q)->search] != 0;
    };
    while (queue.at(queue.head) != nullptr && is_served(queue.head)) {
      ++queue.head;
    }
    Draws draws{address_in(*round.state,
                           round.seed,
                           Purpose::letting,
                           round.state->dwellings.id(home),
                           1)};
    for (std::size_t q = queue.head; queue.at(q) != nullptr; ++q) {
      const std::uint32_t i = queue.at(q)->search;
      const Search& search = round.searches[i];
      if (is_served(q) ||
          !within_caps(*round.world, *round.state, search, home)) {
        continue;
      }
      if (draws.uniform() < round.world->rules.social.refusal) {
        ++flows.at(Flow::refusals, search.group);
        continue;
      }
      taken[i] = 1;
      lettings.push_back({i, home, LettingRule::direct});
      break;
    }
  }
  return lettings;
}

}  // namespace mingle::housing
