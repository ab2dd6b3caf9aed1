// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/choice.h"
#include "kernels/search.h"

#include <cstdint>
#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/step.h>
#include <mingle/engine/world.h>

namespace mingle {

/// The searches of one tick: rounds of propose, resolve and apply. A home
/// freed in one round is on offer in the next, so that vacancies pass along
/// chains.
class Rounds {
 public:
  Rounds(const World& world, std::uint64_t seed);

  /// Starts a tick without searches.
  void clear();
  void add(AuthorityId authority, const Search& search) {
    work_[authority.index()].searches.push_back(search);
  }
  /// Withdraws a household's search, if it has one.
  void remove(AuthorityId authority, HouseholdId household);
  /// A dwelling that was left before the rounds.
  void add_freed(AuthorityId authority, DwellingId dwelling) {
    work_[authority.index()].freed.push_back(dwelling);
  }

  /// Runs all rounds; households that find nothing stay where they are, or
  /// join state.outside.
  void run(State& state, const Perceptions& perceptions, TickFlows& flows);

 private:
  /// One authority's part, touched by one thread at a time.
  struct Work {
    std::vector<Search> searches;
    std::vector<VacancyIndex> proposals;  ///< by search
    std::vector<std::uint32_t> winners;   ///< search, by vacancy
    std::vector<std::uint8_t> taken;      ///< by vacancy
    std::vector<DwellingId> freed;
    std::vector<DwellingId> spare;
    TickFlows flows;
  };
  struct Chunk {
    std::size_t authority;
    std::size_t begin;
    std::size_t end;
  };

  void cut_into_chunks();
  void propose(const State& state, const Perceptions& perceptions, int round);
  void resolve(const State& state, Work& work, AuthorityId authority);
  void apply(State& state, Work& work, AuthorityId authority, int round);
  void refresh_vacancies(State& state, Work& work, AuthorityId authority);
  static void count_placed(const Search& search, int round, TickFlows& flows);
  void finish(State& state, TickFlows& flows);
  std::uint64_t priority(const State& state, std::uint64_t id) const;

  const World& world_;
  std::uint64_t seed_;
  int round_ = 0;
  std::vector<Work> work_;
  std::vector<Chunk> chunks_;
};

}  // namespace mingle
