// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"
#include "lettings.h"
#include "phases.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t searches_per_chunk = 128;
constexpr std::uint8_t longest_chain = 254;

double distance_km(const mingle::World& base, ZoneId from, ZoneId to) {
  if (from == to) return 0.0;
  const ZoneTable& zones = base.zones;
  return std::hypot(
             zones.eastings[from.index()] - zones.eastings[to.index()],
             zones.northings[from.index()] - zones.northings[to.index()]) /
         1000.0;
}

std::size_t distance_band(double km) {
  const auto found = std::upper_bound(
      distance_band_ends.begin(), distance_band_ends.end(), km);
  return static_cast<std::size_t>(found - distance_band_ends.begin());
}

Cause cause_of(const Search& search) {
  switch (search.reason) {
    case SearchReason::form:
      return Cause::formation;
    case SearchReason::migrate:
      return Cause::migration;
    case SearchReason::arrive:
      return Cause::arrival;
    case SearchReason::move:
      break;
  }
  switch (search.sector) {
    case Sector::owner:
      return Cause::move_owner;
    case Sector::social:
      return Cause::move_social;
    case Sector::private_rented:
      break;
  }
  return Cause::move_private;
}

/// One application for a home on sale or to let.
struct Contest {
  std::uint32_t home = 0;  ///< place in the offer
  std::uint32_t search = 0;
};

}  // namespace

struct Allocation::Workspace {
  struct Authority {
    Market market;
    SocialHomes social;
    std::vector<Application> applications;         ///< by search
    std::vector<std::vector<std::uint32_t>> bids;  ///< by search
    std::vector<std::uint8_t> placed;              ///< by search
    std::vector<Contest> contests;
  };
  struct Chunk {
    std::size_t authority = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  Workspace(const World& fixed, std::uint64_t key)
      : world{fixed},
        seed{key},
        attraction{fixed},
        authorities(fixed.base.authorities.size()) {}

  void open(const State& state, TickWork& work);
  void propose(const State& state, const TickWork& work);
  void apply_for(const Chooser& chooser,
                 const State& state,
                 const Chunk& chunk,
                 std::size_t i,
                 const Search& search);
  void resolve(State& state, AuthorityId authority, AuthorityWork& work);
  void resolve_priced(State& state,
                      AuthorityId authority,
                      AuthorityWork& work,
                      Sector sector);
  std::size_t sell(const State& state,
                   AuthorityId authority,
                   AuthorityWork& work,
                   const Contest* begin,
                   std::size_t count);
  std::size_t let(const State& state,
                  AuthorityWork& work,
                  const Contest* begin,
                  std::size_t count);
  void resolve_social(State& state, AuthorityId authority, AuthorityWork& work);
  void count_applicant(State& state,
                       AuthorityId authority,
                       Search& search,
                       DwellingId home);
  void place(State& state,
             AuthorityWork& work,
             std::uint32_t i,
             DwellingId home,
             Authority& own);
  void count_placed(const State& state,
                    AuthorityWork& work,
                    const Search& search,
                    Tenure tenure,
                    std::uint8_t chain,
                    ZoneId to);
  Tenure tenure_taken(const State& state,
                      const Search& search,
                      DwellingId home) const;

  const World& world;
  std::uint64_t seed;
  Attraction attraction;
  std::vector<Authority> authorities;
  std::vector<Chunk> chunks;
  int round = 0;
};

/// Puts the homes of each authority on offer.
void Allocation::Workspace::open(const State& state, TickWork& work) {
  parallel_for_blocks(
      authorities.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        Authority& own = authorities[a];
        const std::size_t searches = work.authorities[a].searches.size();
        own.applications.assign(searches, {});
        own.bids.resize(searches);
        for (auto& bids : own.bids) bids.clear();
        own.placed.assign(searches, 0);
        if (searches == 0) return;
        split_social_homes(world, state, seed, AuthorityId{a}, own.social);
        own.market.open(world, state, AuthorityId{a}, own.social.bids);
      });
}

void Allocation::Workspace::propose(const State& state, const TickWork& work) {
  chunks.clear();
  for (std::size_t a = 0; a < authorities.size(); ++a) {
    const std::size_t count = work.authorities[a].searches.size();
    for (std::size_t i = 0; i < count; i += searches_per_chunk) {
      chunks.push_back({a, i, std::min(i + searches_per_chunk, count)});
    }
  }
  const Chooser chooser{world, state, attraction, seed, round};
  parallel_for_blocks(
      chunks.size(), 1, [&](std::size_t c, std::size_t, std::size_t) {
        const Chunk& chunk = chunks[c];
        const auto& searches = work.authorities[chunk.authority].searches;
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
          apply_for(chooser, state, chunk, i, searches[i]);
        }
      });
}

void Allocation::Workspace::apply_for(const Chooser& chooser,
                                      const State& state,
                                      const Chunk& chunk,
                                      std::size_t i,
                                      const Search& search) {
  Authority& own = authorities[chunk.authority];
  const AuthorityId authority{chunk.authority};
  if (search.sector == Sector::private_rented &&
      round >= world.rules.private_rented.viewings) {
    return;
  }
  if (search.sector != Sector::social) {
    own.applications[i] = chooser.choose(own.market, authority, search, 0);
    return;
  }
  if (state.households.registered[search.household.index()] == never) return;
  for (int n = 0; n < world.rules.social.adverts; ++n) {
    const std::uint32_t home =
        chooser.choose(own.market, authority, search, n).home;
    if (home == no_home) return;
    auto& bids = own.bids[i];
    if (std::find(bids.begin(), bids.end(), home) == bids.end()) {
      bids.push_back(home);
    }
  }
}

void Allocation::Workspace::resolve(State& state,
                                    AuthorityId authority,
                                    AuthorityWork& work) {
  if (work.searches.empty()) return;
  resolve_priced(state, authority, work, Sector::owner);
  resolve_priced(state, authority, work, Sector::private_rented);
  resolve_social(state, authority, work);
  const auto& placed = authorities[authority.index()].placed;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < work.searches.size(); ++i) {
    if (placed[i] == 0) work.searches[kept++] = work.searches[i];
  }
  work.searches.resize(kept);
}

/// Each home applied for goes to one applicant at most.
void Allocation::Workspace::resolve_priced(State& state,
                                           AuthorityId authority,
                                           AuthorityWork& work,
                                           Sector sector) {
  Authority& own = authorities[authority.index()];
  own.contests.clear();
  const auto& homes = own.market.offer(sector).dwellings;
  for (std::uint32_t i = 0; i < work.searches.size(); ++i) {
    const std::uint32_t home = own.applications[i].home;
    if (work.searches[i].sector != sector || home == no_home) continue;
    own.contests.push_back({home, i});
    count_applicant(state, authority, work.searches[i], homes[home]);
  }
  std::sort(own.contests.begin(),
            own.contests.end(),
            [](const Contest& a, const Contest& b) {
              return a.home != b.home ? a.home < b.home : a.search < b.search;
            });
  // All contests are decided on the same state, then carried out.
  std::vector<Contest> won;
  for (std::size_t i = 0; i < own.contests.size();) {
    const Contest* begin = own.contests.data() + i;
    std::size_t count = 1;
    while (i + count < own.contests.size() &&
           begin[count].home == begin->home) {
      ++count;
    }
    const std::size_t winner = sector == Sector::owner
                                   ? sell(state, authority, work, begin, count)
                                   : let(state, work, begin, count);
    if (winner < count) won.push_back(begin[winner]);
    i += count;
  }
  for (const Contest& each : won) {
    place(state, work, each.search, homes[each.home], own);
  }
}

/// The highest bid of at least the reserve wins; ties by a drawn order, then
/// by the lower persistent id. @returns `count` if none is high enough.
std::size_t Allocation::Workspace::sell(const State& state,
                                        AuthorityId authority,
                                        AuthorityWork& work,
                                        const Contest* begin,
                                        std::size_t count) {
  const OwnerRules& rules = world.rules.owner;
  const Authority& own = authorities[authority.index()];
  std::size_t best = count;
  double highest = 0;
  std::pair<std::uint64_t, std::uint64_t> order;
  for (std::size_t i = 0; i < count; ++i) {
    const Search& search = work.searches[begin[i].search];
    const double mean =
        attraction.mean_utility(authority, search.group, search.social_class);
    const double utility = own.applications[begin[i].search].utility;
    // A choice weighed by income has been made among homes within reach, so
    // that the bid in terms of the price depends on utility alone.
    const double bid = std::exp(rules.bid_spread * (utility - mean));
    ++work.flows.at(Flow::owner_bids, search.group);
    const std::pair rank{
        random_bits(address_in(state,
                               seed,
                               Purpose::contest,
                               search.id,
                               static_cast<std::uint64_t>(round)))[0],
        ~search.id};
    const bool beats =
        best == count || bid > highest || (bid == highest && rank > order);
    if (bid < rules.reserve || !beats) continue;
    best = i;
    highest = bid;
    order = rank;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i == best) continue;
    ++work.flows.at(Flow::owner_outbid, work.searches[begin[i].search].group);
  }
  return best;
}

/// The landlord picks one applicant; a group that is discriminated against is
/// picked less often, less so where it is concentrated.
std::size_t Allocation::Workspace::let(const State& state,
                                       AuthorityWork& work,
                                       const Contest* begin,
                                       std::size_t count) {
  const PrivateRules& rules = world.rules.private_rented;
  const std::size_t authority =
      state.households
          .authorities[work.searches[begin->search].household.index()];
  const DwellingId home = authorities[authority]
                              .market.offer(Sector::private_rented)
                              .dwellings[begin->home];
  const ZoneId zone = world.base.zone_of(state.dwellings.cells[home.index()]);
  const double residents = std::max<double>(
      1.0, static_cast<double>(state.residents.zone_total(zone)));
  const auto weight_of = [&](const Search& search) {
    if (!rules.discrimination) return 1.0;
    const double share = state.residents.at(zone, search.group) / residents;
    return 1.0 - rules.gap[search.group] * (1.0 - rules.concentration * share);
  };
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    total += weight_of(work.searches[begin[i].search]);
  }
  double left = total * unit_interval(random_bits(
                            address_in(state,
                                       seed,
                                       Purpose::landlord,
                                       home.index(),
                                       static_cast<std::uint64_t>(round)))[0]);
  std::size_t chosen = count;
  for (std::size_t i = 0; i < count; ++i) {
    const Search& search = work.searches[begin[i].search];
    ++work.flows.at(Flow::private_applications, search.group);
    const double weight = weight_of(search);
    if (chosen == count && (left < weight || i + 1 == count)) {
      chosen = i;
      continue;
    }
    left -= weight;
    ++work.flows.at(Flow::private_rejections, search.group);
  }
  return chosen;
}

void Allocation::Workspace::resolve_social(State& state,
                                           AuthorityId authority,
                                           AuthorityWork& work) {
  Authority& own = authorities[authority.index()];
  const LettingRound letting{&world, &state, authority, seed, work.searches};
  const auto carry_out = [&](const std::vector<Letting>& lettings) {
    for (const Letting& each : lettings) {
      const Search& search = work.searches[each.search];
      if (own.placed[each.search] != 0) continue;
      const std::size_t row = search.household.index();
      const std::size_t at = work.flows.by_rule(each.rule, search.group);
      ++work.flows.at(Flow::lettings, at);
      work.flows.at(Flow::letting_wait, at) +=
          std::max(0, state.tick - state.households.registered[row]);
      const ZoneId zone =
          world.base.zone_of(state.dwellings.cells[each.home.index()]);
      const NeedBand band = state.households.bands[row];
      ++state.lettings[zone.index() * 2];
      if (band == NeedBand::homeless || band == NeedBand::overcrowded) {
        ++state.lettings[zone.index() * 2 + 1];
      }
      place(state, work, each.search, each.home, own);
      state.households.registered[row] = never;
      state.households.bands[row] = NeedBand::none;
    }
  };
  carry_out(let_by_bids(letting, own.social.bids, own.bids));
  // Those who have just been let a home by their bid take no direct offer.
  std::vector<Search> rest{work.searches.begin(), work.searches.end()};
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (own.placed[i] != 0) rest[i].sector = Sector::owner;
  }
  LettingRound direct = letting;
  direct.searches = rest;
  carry_out(let_directly(direct, own.social.direct, work.flows));
}

void Allocation::Workspace::count_applicant(State& state,
                                            AuthorityId authority,
                                            Search& search,
                                            DwellingId home) {
  if (search.applied) return;
  search.applied = true;
  const ZoneId zone = world.base.zone_within(
      authority.index(), state.dwellings.cells[home.index()]);
  const std::size_t sector = search.sector == Sector::owner ? 0 : 1;
  ++state.applicants[zone.index() * 2 + sector];
}

Tenure Allocation::Workspace::tenure_taken(const State& state,
                                           const Search& search,
                                           DwellingId home) const {
  const Tenure now =
      tenure_of_kind(world.base.kind_of(state.dwellings.cells[home.index()]));
  if (search.sector != Sector::owner) return now;
  const std::size_t row = search.household.index();
  const HouseholdTable& table = state.households;
  const bool outright =
      table.is_housed(search.household) &&
      tenure_of_kind(kind_of(world, state, search.household)) ==
          Tenure::owned_outright;
  const PersonId reference = search.reason == SearchReason::form
                                 ? search.leaver
                                 : table.first_member[row];
  const bool old = state.persons.age(reference, state.tick) >= pension_age;
  return outright || old ? Tenure::owned_outright : Tenure::owned_mortgage;
}

void Allocation::Workspace::place(State& state,
                                  AuthorityWork& work,
                                  std::uint32_t i,
                                  DwellingId home,
                                  Authority& own) {
  const Search search = work.searches[i];
  own.placed[i] = 1;
  const Tenure tenure = tenure_taken(state, search, home);
  const std::uint8_t chain = state.dwellings.chain[home.index()];
  const Cause cause = cause_of(search);
  const HouseholdId household = search.household;
  switch (search.reason) {
    case SearchReason::move:
      work.freed.push_back(
          relocate(world, state, household, home, tenure, cause));
      clear_flag(state.households.flags[household.index()],
                 HouseholdFlag::busy);
      break;
    case SearchReason::form:
      transfer_person(
          world, state, search.parent, household, search.leaver, cause);
      refresh_household(world, state, search.parent);
      refresh_household(world, state, household);
      occupy(world, state, household, home, tenure, cause);
      clear_flag(state.households.flags[search.parent.index()],
                 HouseholdFlag::busy);
      break;
    case SearchReason::migrate:
    case SearchReason::arrive:
      occupy(world, state, household, home, tenure, cause);
      break;
  }
  count_placed(
      state, work, search, tenure, chain, zone_of(world, state, household));
}

void Allocation::Workspace::count_placed(const State& state,
                                         AuthorityWork& work,
                                         const Search& search,
                                         Tenure tenure,
                                         std::uint8_t chain,
                                         ZoneId to) {
  static_cast<void>(state);
  Flows& flows = work.flows;
  switch (search.reason) {
    case SearchReason::move:
      ++flows.at(Flow::moves_by_tenure, static_cast<std::size_t>(tenure));
      ++flows.at(Flow::moves_by_round, static_cast<std::size_t>(round));
      ++flows.at(Flow::moves_by_distance,
                 distance_band(distance_km(world.base, search.origin, to)));
      return;  // the chain goes on with the home it left
    case SearchReason::form:
      ++flows.at(Flow::formations, search.group);
      break;
    case SearchReason::migrate:
      ++flows.at(Flow::migrations, search.group);
      break;
    case SearchReason::arrive:
      ++flows.at(Flow::arrivals, search.group);
      break;
  }
  const std::size_t length = std::min(chain, longest_chain) + std::size_t{1};
  ++flows.at(Flow::chain_length, std::min(length, chain_length_count) - 1);
}

Allocation::Allocation(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

Allocation::~Allocation() = default;

void Allocation::perceive(const State& state) {
  work_->attraction.perceive(state);
}

void Allocation::run(State& state, TickWork& work) {
  Workspace& own = *work_;
  for (own.round = 0; own.round < own.world.base.rules.rounds; ++own.round) {
    if (own.round > 0) refresh_vacancies(own.world, state, work);
    own.open(state, work);
    own.propose(state, work);
    parallel_for_blocks(own.authorities.size(),
                        1,
                        [&](std::size_t a, std::size_t, std::size_t) {
                          own.resolve(
                              state, AuthorityId{a}, work.authorities[a]);
                        });
  }
}

}  // namespace mingle::housing
