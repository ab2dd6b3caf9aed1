// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "balance.h"

#include <algorithm>

namespace mingle {

Balance::Ranked Balance::ranked(const State& state,
                                HouseholdId household,
                                Purpose purpose) {
  const std::uint64_t id = state.households.ids[household.index()];
  const auto words =
      random_bits({.seed = seed_,
                   .replicate = static_cast<std::uint64_t>(state.replicate),
                   .subject = id,
                   .step = static_cast<std::uint64_t>(state.tick),
                   .purpose = purpose,
                   .block = 0});
  return {words[0], id, household};
}

void Balance::settle(State& state, std::vector<Migrant>& migrants) {
  arrivals_.clear();
  leavers_.clear();
  turned_away_.clear();
  find_gaps(state, migrants);
  turn_away(state, migrants);
  send_away(state);
  let_in(state);
}

void Balance::find_gaps(const State& state,
                        const std::vector<Migrant>& migrants) {
  // The totals of the moment this tick leads to.
  gaps_ = world_.targets.at(state.tick + 1);
  by_type_.resize(gaps_.size());
  for (std::size_t i = 0; i < gaps_.size(); ++i) gaps_[i] -= state.by_type[i];
  for (const Migrant& migrant : migrants) {
    --gaps_[type_in(state, migrant.household, migrant.destination.index())];
  }
}

void Balance::turn_away(State& state, std::vector<Migrant>& migrants) {
  for (const Migrant& migrant : migrants) {
    const std::size_t at =
        type_in(state, migrant.household, migrant.destination.index());
    if (gaps_[at] < 0) {
      by_type_[at].push_back(
          ranked(state, migrant.household, Purpose::arrival_order));
    }
  }
  for (std::size_t at = 0; at < by_type_.size(); ++at) {
    auto& candidates = by_type_[at];
    std::sort(candidates.begin(), candidates.end());
    while (gaps_[at] < 0 && !candidates.empty()) {
      turned_away_.push_back(candidates.back().household);
      candidates.pop_back();
      ++gaps_[at];
    }
    candidates.clear();
  }
  std::sort(turned_away_.begin(), turned_away_.end());
  const auto is_turned_away = [this](const Migrant& migrant) {
    return std::binary_search(
        turned_away_.begin(), turned_away_.end(), migrant.household);
  };
  migrants.erase(
      std::remove_if(migrants.begin(), migrants.end(), is_turned_away),
      migrants.end());
  state.outside.insert(
      state.outside.end(), turned_away_.begin(), turned_away_.end());
}

void Balance::send_away(const State& state) {
  const bool shrinks = std::any_of(
      gaps_.begin(), gaps_.end(), [](std::int32_t gap) { return gap < 0; });
  if (!shrinks) return;
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const HouseholdId household{i};
    const std::size_t at = type_in(state, household, table.authorities[i]);
    if (gaps_[at] < 0 && table.is_housed(household)) {
      by_type_[at].push_back(
          ranked(state, household, Purpose::forced_departure));
    }
  }
  for (std::size_t at = 0; at < by_type_.size(); ++at) {
    auto& candidates = by_type_[at];
    std::sort(candidates.begin(), candidates.end());
    for (std::size_t i = 0; gaps_[at] < 0 && i < candidates.size(); ++i) {
      leavers_.push_back(candidates[i].household);
      ++gaps_[at];
    }
    candidates.clear();
  }
  std::sort(leavers_.begin(), leavers_.end());
}

void Balance::let_in(State& state) {
  admit_from_pool(state);
  admit_left_over(state);
  const auto has_arrived = [&state](HouseholdId household) {
    return state.households.authorities[household.index()] == arriving;
  };
  state.outside.erase(
      std::remove_if(state.outside.begin(), state.outside.end(), has_arrived),
      state.outside.end());
  for (const Arrival& arrival : arrivals_) {
    state.households.authorities[arrival.household.index()] =
        static_cast<std::uint16_t>(arrival.destination.index());
  }
}

/// Households come back first to the authority they left.
void Balance::admit_from_pool(State& state) {
  left_over_.clear();
  for (const HouseholdId household : state.outside) {
    const std::size_t home = state.households.authorities[household.index()];
    by_type_[type_in(state, household, home)].push_back(
        ranked(state, household, Purpose::arrival_order));
  }
  const std::size_t types_per_authority = world_.groups.size() * kind_count;
  for (std::size_t at = 0; at < by_type_.size(); ++at) {
    auto& pool = by_type_[at];
    std::sort(pool.begin(), pool.end());
    for (const Ranked& next : pool) {
      if (gaps_[at] > 0) {
        --gaps_[at];
        admit(state, next.household, AuthorityId{at / types_per_authority});
      } else {
        left_over_.push_back(next.household);
      }
    }
    pool.clear();
  }
}

/// What is still missing comes from those who left other authorities.
void Balance::admit_left_over(State& state) {
  const std::size_t authorities = world_.authorities.size();
  next_authority_.assign(world_.groups.size() * kind_count, 0);
  for (const HouseholdId household : left_over_) {
    std::size_t& a = next_authority_[type_in(state, household, 0)];
    while (a < authorities && gaps_[type_in(state, household, a)] <= 0) ++a;
    if (a == authorities) continue;
    --gaps_[type_in(state, household, a)];
    admit(state, household, AuthorityId{a});
  }
}

/// The row becomes another household of the same kind and members.
void Balance::admit(State& state,
                    HouseholdId household,
                    AuthorityId destination) {
  std::uint64_t& id = state.households.ids[household.index()];
  id = derived_id(
      id, static_cast<std::uint64_t>(state.tick), Purpose::new_household_id);
  state.households.authorities[household.index()] = arriving;
  arrivals_.push_back({household, destination});
}

}  // namespace mingle
