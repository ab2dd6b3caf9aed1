// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "rounds.h"

#include "residence.h"
#include "vacancies.h"

#include <algorithm>

#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

constexpr std::size_t searches_per_chunk = 256;
constexpr std::uint32_t nobody = ~std::uint32_t{0};

template <class F>
void for_authorities(std::size_t authorities, const F& work) {
  parallel_for_blocks(
      authorities, 1, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) work(a);
      });
}

}  // namespace

Rounds::Rounds(const World& world, std::uint64_t seed)
    : world_{world}, seed_{seed}, work_(world.authorities.size()) {
  for (Work& work : work_) {
    work.flows = TickFlows{world.groups.size(), world.rules.rounds};
  }
}

void Rounds::clear() {
  for (Work& work : work_) {
    work.searches.clear();
    work.freed.clear();
    work.flows.clear();
  }
}

void Rounds::remove(AuthorityId authority, HouseholdId household) {
  auto& searches = work_[authority.index()].searches;
  searches.erase(std::remove_if(searches.begin(),
                                searches.end(),
                                [household](const Search& search) {
                                  return search.household == household;
                                }),
                 searches.end());
}

void Rounds::run(State& state,
                 const Perceptions& perceptions,
                 TickFlows& flows) {
  for_authorities(work_.size(), [&](std::size_t a) {
    Work& work = work_[a];
    std::sort(work.freed.begin(), work.freed.end());
    work.taken.assign(state.vacancies[a].dwellings.size(), 0);
    refresh_vacancies(state, work, AuthorityId{a});
  });
  for (round_ = 0; round_ < world_.rules.rounds; ++round_) {
    propose(state, perceptions, round_);
    for_authorities(work_.size(), [&](std::size_t a) {
      resolve(state, work_[a], AuthorityId{a});
      apply(state, work_[a], AuthorityId{a}, round_);
      refresh_vacancies(state, work_[a], AuthorityId{a});
    });
  }
  finish(state, flows);
}

void Rounds::cut_into_chunks() {
  chunks_.clear();
  for (std::size_t a = 0; a < work_.size(); ++a) {
    const std::size_t count = work_[a].searches.size();
    for (std::size_t i = 0; i < count; i += searches_per_chunk) {
      chunks_.push_back({a, i, std::min(i + searches_per_chunk, count)});
    }
    work_[a].proposals.resize(count);
  }
}

void Rounds::propose(const State& state,
                     const Perceptions& perceptions,
                     int round) {
  cut_into_chunks();
  const Chooser chooser{world_, state, perceptions, seed_, round};
  const bool exact = world_.rules.choice == ChoiceMode::exact;
  parallel_for_blocks(
      chunks_.size(), 1, [&](std::size_t c, std::size_t, std::size_t) {
        const Chunk& chunk = chunks_[c];
        Work& work = work_[chunk.authority];
        const AuthorityId authority{chunk.authority};
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
          work.proposals[i] =
              exact ? chooser.exact(authority, work.searches[i])
                    : chooser.sampled(authority, work.searches[i]);
        }
      });
}

std::uint64_t Rounds::priority(const State& state, std::uint64_t id) const {
  return random_bits({.seed = seed_,
                      .replicate = static_cast<std::uint64_t>(state.replicate),
                      .subject = id,
                      .step = static_cast<std::uint64_t>(state.tick),
                      .purpose = Purpose::priority,
                      .block = static_cast<std::uint64_t>(round_)})[0];
}

/// A contested vacancy goes to the highest priority draw, ties to the lower
/// persistent id: a total order, whatever the order of searches.
void Rounds::resolve(const State& state, Work& work, AuthorityId authority) {
  const auto& vacancies = state.vacancies[authority.index()].dwellings;
  work.winners.assign(vacancies.size(), nobody);
  for (std::uint32_t i = 0; i < work.searches.size(); ++i) {
    const VacancyIndex wanted = work.proposals[i];
    if (wanted == no_vacancy) continue;
    std::uint32_t& winner = work.winners[wanted];
    if (winner == nobody) {
      winner = i;
      continue;
    }
    const std::uint64_t holder = work.searches[winner].id;
    const std::uint64_t rival = work.searches[i].id;
    const std::uint64_t held = priority(state, holder);
    const std::uint64_t bid = priority(state, rival);
    if (bid > held || (bid == held && rival < holder)) {
      winner = i;
    }
  }
}

void Rounds::apply(State& state, Work& work, AuthorityId authority, int round) {
  const auto& vacancies = state.vacancies[authority.index()].dwellings;
  work.taken.assign(vacancies.size(), 0);
  work.freed.clear();
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < work.searches.size(); ++i) {
    prefetch_residences(
        world_, state, work.searches, i, [](const Search& each) {
          return each.household;
        });
    const Search search = work.searches[i];
    const VacancyIndex wanted = work.proposals[i];
    if (wanted == no_vacancy || work.winners[wanted] != i) {
      work.searches[kept++] = search;
      continue;
    }
    const DwellingId home = vacancies[wanted];
    if (search.origin.exists()) {
      work.freed.push_back(relocate(world_, state, search.household, home));
    } else {
      occupy(world_, state, search.household, home);
    }
    work.taken[wanted] = 1;
    count_placed(search, round, work.flows);
  }
  work.searches.resize(kept);
  std::sort(work.freed.begin(), work.freed.end());
}

void Rounds::refresh_vacancies(State& state,
                               Work& work,
                               AuthorityId authority) {
  update_vacancies(world_,
                   authority,
                   state.vacancies[authority.index()],
                   work.taken,
                   work.freed,
                   work.spare);
}

void Rounds::count_placed(const Search& search, int round, TickFlows& flows) {
  switch (search.reason) {
    case SearchReason::move:
      ++flows.moves_by_tenure[search.kind / size_class_count];
      ++flows.moves_by_round[static_cast<std::size_t>(round)];
      break;
    case SearchReason::migrate:
      ++flows.migrations_by_group[search.group];
      break;
    case SearchReason::arrive:
      ++flows.arrivals_by_group[search.group];
      break;
  }
}

void Rounds::finish(State& state, TickFlows& flows) {
  for (const Work& work : work_) {
    flows.add(work.flows);
    for (const Search& search : work.searches) {
      ++flows.unplaced_by_tenure[search.kind / size_class_count];
      if (search.reason == SearchReason::migrate) {
        ++flows.departures_by_group[search.group];
      }
      if (!search.origin.exists()) state.outside.push_back(search.household);
    }
  }
  std::sort(state.outside.begin(), state.outside.end());
}

}  // namespace mingle
