// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"
#include "contests.h"
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
constexpr double pi = 3.14159265358979323846;

double distance_km(const mingle::World& base, ZoneId from, ZoneId to) {
  const ZoneTable& zones = base.zones;
  if (from == to) {
    return 0.5 * std::sqrt(zones.areas[from.index()] / pi) / 1000.0;
  }
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

/// @param supply  the home is new, or the one left is demolished
Cause cause_of(const Search& search, bool supply) {
  if (supply) return Cause::supply;
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

}  // namespace

struct Allocation::Workspace {
  struct Migrant {
    HouseholdId household;
    DwellingId home;
    Tenure tenure;
    Cause cause;
  };
  struct Authority {
    Market market;
    SocialHomes social;
    LeastNeed least_need{};
    std::vector<std::uint32_t> applications;  ///< by search; or no_home
    std::vector<std::uint8_t> placed;         ///< by search
    std::vector<Contest> contests;
    std::vector<Migrant> migrants;  ///< who come, with what they have found
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

  void find_outlooks(const State& state, TickWork& work) const;
  void open(const State& state, TickWork& work);
  void propose(const State& state, const TickWork& work);
  void apply_for(const Chooser& chooser,
                 const Chunk& chunk,
                 std::size_t i,
                 const Search& search);
  void resolve(State& state, AuthorityId authority, AuthorityWork& work);
  void resolve_priced(State& state,
                      AuthorityId authority,
                      AuthorityWork& work,
                      Sector sector);
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
  void move_between(State& state, TickWork& work);
  void count_placed(AuthorityWork& work,
                    const Search& search,
                    Tenure tenure,
                    int age,
                    std::uint8_t chain,
                    ZoneId to);
  Tenure tenure_taken(const State& state,
                      const Search& search,
                      DwellingId home) const;
  void found_household(State& state, const Search& search);
  std::size_t adverts() const {
    return static_cast<std::size_t>(world.rules.social.adverts);
  }

  const World& world;
  std::uint64_t seed;
  Attraction attraction;
  const Outlook* outlook = nullptr;
  std::vector<Authority> authorities;
  std::vector<Chunk> chunks;
  int round = 0;
};

/// Those who come from outside the study know nobody here yet.
void Allocation::Workspace::find_outlooks(const State& state,
                                          TickWork& work) const {
  if (outlook == nullptr) return;
  parallel_for_blocks(
      authorities.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        for (Search& search : work.authorities[a].searches) {
          if (search.reason == SearchReason::arrive) continue;
          const PersonId reference =
              search.reason == SearchReason::form
                  ? search.leaver
                  : state.households.first_member[search.household.index()];
          search.outlook =
              static_cast<std::int8_t>(outlook->of(state, reference));
        }
      });
}

/// Puts the homes of each authority on offer.
void Allocation::Workspace::open(const State& state, TickWork& work) {
  parallel_for_blocks(
      authorities.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        Authority& own = authorities[a];
        const std::size_t searches = work.authorities[a].searches.size();
        own.applications.assign(searches, no_home);
        own.placed.assign(searches, 0);
        if (searches == 0) return;
        split_social_homes(world, state, seed, AuthorityId{a}, own.social);
        const LettingRound letting{&world,
                                   &state,
                                   AuthorityId{a},
                                   seed,
                                   work.authorities[a].searches,
                                   own.placed};
        own.least_need = least_need(letting);
        own.market.open(
            world, state, AuthorityId{a}, own.social.bids, own.least_need);
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
          apply_for(chooser, chunk, i, searches[i]);
        }
      });
}

void Allocation::Workspace::apply_for(const Chooser& chooser,
                                      const Chunk& chunk,
                                      std::size_t i,
                                      const Search& search) {
  Authority& own = authorities[chunk.authority];
  const AuthorityId authority{chunk.authority};
  // Bids for social homes are asked for when they are let, of those whose
  // turn may come.
  if (search.sector == Sector::social) return;
  if (search.sector == Sector::private_rented &&
      round >= world.rules.private_rented.viewings) {
    return;
  }
  chooser.choose(own.market, authority, search, {&own.applications[i], 1});
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
  Contests contests{{world,
                     state,
                     attraction,
                     own.market,
                     authority,
                     seed,
                     round,
                     work.searches},
                    work.flows};
  const auto& homes = own.market.offer(sector).dwellings;
  for (std::uint32_t i = 0; i < work.searches.size(); ++i) {
    const std::uint32_t home = own.applications[i];
    if (work.searches[i].sector != sector || home == no_home) continue;
    if (!contests.may_buy(work.searches[i], homes[home])) continue;
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
    std::size_t end = i + 1;
    while (end < own.contests.size() &&
           own.contests[end].home == own.contests[i].home) {
      ++end;
    }
    const std::span applicants{own.contests.data() + i, end - i};
    const std::size_t winner = sector == Sector::owner
                                   ? contests.sell(applicants)
                                   : contests.let(applicants);
    if (winner < applicants.size()) won.push_back(applicants[winner]);
    i = end;
  }
  for (const Contest& each : won) {
    place(state, work, each.search, homes[each.home], own);
  }
}

void Allocation::Workspace::resolve_social(State& state,
                                           AuthorityId authority,
                                           AuthorityWork& work) {
  Authority& own = authorities[authority.index()];
  const LettingRound letting{
      &world, &state, authority, seed, work.searches, own.placed};
  const auto carry_out = [&](const std::vector<Letting>& lettings) {
    for (const Letting& each : lettings) {
      const Search& search = work.searches[each.search];
      // Lettings of this round may have used the caps of a zone up.
      if (!within_caps(world, state, search, each.home)) continue;
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
      clear_flag(state.households.flags[row], HouseholdFlag::medical);
    }
  };
  const Chooser chooser{world, state, attraction, seed, round};
  const auto bid = [&](std::uint32_t i, std::span<std::uint32_t> bids) {
    chooser.choose(own.market, authority, work.searches[i], bids);
  };
  carry_out(
      let_by_bids(letting, own.social.bids, own.least_need, adverts(), bid));
  carry_out(
      let_directly(letting, own.social.direct, own.least_need, work.flows));
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
  const bool outright = table.is_housed(search.household) &&
                        tenure_of_kind(kind_of(state, search.household)) ==
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
  const CellId cell = state.dwellings.cells[home.index()];
  const HouseholdId household = search.household;
  const bool displaced = has_flag(state.households.flags[household.index()],
                                  HouseholdFlag::displaced);
  const bool fresh =
      has_flag(state.dwellings.flags[home.index()], DwellingFlag::new_build);
  const Cause cause = cause_of(search, fresh || displaced);
  switch (search.reason) {
    case SearchReason::move: {
      const DwellingId left =
          relocate(world, state, household, home, tenure, cause);
      work.freed.push_back(left);
      if (has_flag(state.dwellings.flags[left.index()], DwellingFlag::closed)) {
        count_chain(work.flows, state.dwellings.chain[left.index()]);
      }
      clear_flag(state.households.flags[household.index()],
                 HouseholdFlag::busy);
      break;
    }
    case SearchReason::form:
      found_household(state, search);
      occupy(world, state, household, home, tenure, cause);
      break;
    case SearchReason::migrate:
      own.migrants.push_back({household, home, tenure, cause});
      break;
    case SearchReason::arrive:
      occupy(world, state, household, home, tenure, cause);
      break;
  }
  const int age = state.persons.age(
      state.households.first_member[household.index()], state.tick);
  count_placed(work, search, tenure, age, chain, world.base.zone_of(cell));
}

/// Those who have found a home in another authority go there, when all
/// authorities are done with the round: two are changed at once.
void Allocation::Workspace::move_between(State& state, TickWork& work) {
  HouseholdTable& table = state.households;
  for (std::size_t to = 0; to < authorities.size(); ++to) {
    for (const Migrant& each : authorities[to].migrants) {
      const std::size_t row = each.household.index();
      work.authorities[table.authorities[row]].freed.push_back(
          vacate(world, state, each.household, each.cause));
      table.authorities[row] = static_cast<std::uint16_t>(to);
      table.local_since[row] = static_cast<std::int16_t>(state.tick);
      table.registered[row] = never;
      table.bands[row] = NeedBand::none;
      table.kin_zones[row] = ZoneId{};
      clear_flag(table.flags[row], HouseholdFlag::busy);
      clear_flag(table.flags[row], HouseholdFlag::seeking);
      occupy(world, state, each.household, each.home, each.tenure, each.cause);
    }
    authorities[to].migrants.clear();
  }
}

/// The leaver becomes a household; one that leaves a partner takes its part of
/// the income along.
void Allocation::Workspace::found_household(State& state,
                                            const Search& search) {
  const Cause cause = Cause::formation;
  transfer_person(
      world, state, search.parent, search.household, search.leaver, cause);
  HouseholdTable& table = state.households;
  const std::size_t parent = search.parent.index();
  const std::size_t formed = search.household.index();
  if (search.splits) {
    table.incomes[parent] = static_cast<std::uint16_t>(table.incomes[parent] -
                                                       table.incomes[formed]);
    table.changed[parent] = static_cast<std::int16_t>(state.tick);
    table.changed[formed] = static_cast<std::int16_t>(state.tick);
  }
  refresh_household(state, search.parent);
  refresh_household(state, search.household);
  clear_flag(table.flags[parent], HouseholdFlag::busy);
}

void Allocation::Workspace::count_placed(AuthorityWork& work,
                                         const Search& search,
                                         Tenure tenure,
                                         int age,
                                         std::uint8_t chain,
                                         ZoneId to) {
  Flows& flows = work.flows;
  const Sector sector = sector_of(tenure);
  ++flows.at(Flow::found, Flows::by_origin(search.from, sector));
  ++flows.at(Flow::moved_in, move_class(sector, age));
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
  count_chain(flows, std::min(chain, longest_chain) + std::size_t{1});
}

Allocation::Allocation(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

Allocation::~Allocation() = default;

void Allocation::perceive(const State& state, const Outlook* outlook) {
  const bool matters = outlook != nullptr && outlook->effect() > 0.0;
  work_->outlook = matters ? outlook : nullptr;
  work_->attraction.perceive(state, matters ? outlook->effect() : 0.0);
}

void Allocation::run(State& state, TickWork& work) {
  Workspace& own = *work_;
  own.find_outlooks(state, work);
  count_sought(work);
  for (own.round = 0; own.round < own.world.base.rules.rounds; ++own.round) {
    if (own.round > 0) refresh_vacancies(own.world, state, work);
    if (own.round == 1) rent_meanwhile(work);
    own.open(state, work);
    own.propose(state, work);
    parallel_for_blocks(own.authorities.size(),
                        1,
                        [&](std::size_t a, std::size_t, std::size_t) {
                          own.resolve(
                              state, AuthorityId{a}, work.authorities[a]);
                        });
    own.move_between(state, work);
  }
}

}  // namespace mingle::housing
