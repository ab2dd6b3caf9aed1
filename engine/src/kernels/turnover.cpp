// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "turnover.h"

#include "lanes.h"
#include "residence.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/calendar.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

constexpr std::size_t households_per_block = 16'384;

}  // namespace

std::uint64_t tick_threshold(double annual_rate) {
  const double probability = -std::expm1(-annual_rate * tick_years);
  return static_cast<std::uint64_t>(std::llround(probability * 0x1p32));
}

Turnover::Turnover(const World& world, std::uint64_t seed)
    : world_{world}, seed_{seed} {
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    thresholds_[kind] =
        tick_threshold(world.rules.move_rates[kind / size_class_count]);
  }
}

const std::vector<std::vector<Decision>>& Turnover::decide(const State& state) {
  const std::size_t households = state.households.size();
  blocks_.resize(block_count(households, households_per_block));
  parallel_for_blocks(
      households,
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        blocks_[block].clear();
        decide_block(state, begin, end, blocks_[block]);
      });
  return blocks_;
}

void Turnover::decide_block(const State& state,
                            std::size_t begin,
                            std::size_t end,
                            std::vector<Decision>& out) const {
  const std::uint64_t* ids = state.households.ids.data();
  const std::uint8_t* kinds = state.households.kinds.data();
  LaneCache lanes{{.seed = seed_,
                   .replicate = static_cast<std::uint64_t>(state.replicate),
                   .subject = 0,
                   .step = static_cast<std::uint64_t>(state.tick),
                   .purpose = Purpose::turnover,
                   .block = 0}};
  for (std::size_t i = begin; i < end; ++i) {
    if (lanes.draw(ids[i]) >= thresholds_[kinds[i]]) continue;
    out.push_back({});
    out.back().search.household = HouseholdId{i};
  }
  // What else is to know of them lies far apart: asked for ahead of time.
  const auto household_of = [](const Decision& each) {
    return each.search.household;
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    prefetch_residences(world_, state, out, i, household_of);
    const HouseholdId household = out[i].search.household;
    if (!state.households.is_housed(household)) continue;
    out[kept++] = decision(state, household);
  }
  out.resize(kept);
}

Decision Turnover::decision(const State& state, HouseholdId household) const {
  const std::size_t row = household.index();
  const AuthorityId home{std::size_t{state.households.authorities[row]}};
  const DwellingId dwelling = state.households.dwellings[row];
  const ZoneId origin = world_.zone_within(
      home.index(), world_.dwellings.cells[dwelling.index()]);
  Decision made{
      make_search(state.households, household, origin, SearchReason::move),
      home,
      home};
  const auto words =
      random_bits({.seed = seed_,
                   .replicate = static_cast<std::uint64_t>(state.replicate),
                   .subject = made.search.id,
                   .step = static_cast<std::uint64_t>(state.tick),
                   .purpose = Purpose::departure,
                   .block = 0});
  if (unit_interval(words[0]) >= world_.flows.stay_shares[home.index()]) {
    made.destination = destination(home, unit_interval(words[1]));
  }
  return made;
}

AuthorityId Turnover::destination(AuthorityId home, double u) const {
  const std::vector<double>& cumulative = world_.flows.cumulative;
  if (cumulative.empty()) return AuthorityId{};
  const std::size_t authorities = world_.authorities.size();
  const auto row = cumulative.begin() +
                   static_cast<std::ptrdiff_t>(home.index() * authorities);
  const auto row_end = row + static_cast<std::ptrdiff_t>(authorities);
  const auto found = std::upper_bound(row, row_end, u);
  if (found == row_end) return AuthorityId{};
  return AuthorityId{static_cast<std::size_t>(found - row)};
}

}  // namespace mingle
