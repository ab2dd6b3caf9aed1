// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/indices.h>
#include <mingle/engine/random.h>
#include <mingle/test_support/limiting_cases.h>

namespace mingle::test {
namespace {

constexpr int ticks_a_year = 4;

double dissimilarity(const GroupCounts& counts) {
  return dissimilarity_matrix(counts)[1];
}

double majority_share(const housing::State& state, ZoneId zone) {
  const auto all = static_cast<double>(state.residents.zone_total(zone));
  return all > 0 ? state.residents.at(zone, 0) / all : -1.0;
}

/// Shares of blocks that are mixed and that are set apart.
std::pair<double, double> blocks(const housing::State& state,
                                 std::size_t side) {
  constexpr std::size_t width = 5;
  double mixed = 0;
  double apart = 0;
  double count = 0;
  for (std::size_t y = 0; y + width <= side; y += width) {
    for (std::size_t x = 0; x + width <= side; x += width) {
      double first = 0;
      double all = 0;
      for (std::size_t i = 0; i < width * width; ++i) {
        const ZoneId zone{(y + i / width) * side + x + i % width};
        first += state.residents.at(zone, 0);
        all += static_cast<double>(state.residents.zone_total(zone));
      }
      const double share = all > 0 ? first / all : 0.5;
      mixed += share > 0.3 && share < 0.7 ? 1 : 0;
      apart += share < 0.1 || share > 0.9 ? 1 : 0;
      ++count;
    }
  }
  return {mixed / count, apart / count};
}

std::vector<double> measure_lattice(const housing::World& world,
                                    const housing::State& state,
                                    const LatticeCase& spec) {
  double own_share = 0;
  double below = 0;
  double households = 0;
  for (std::size_t z = 0; z < world.base.zones.size(); ++z) {
    for (std::size_t g = 0; g < 2; ++g) {
      if (state.residents.at(ZoneId{z}, g) == 0) continue;
      double own = 0;
      double all = 0;
      for (const ZoneId next : world.base.neighbours.neighbours(ZoneId{z})) {
        own += state.residents.at(next, g);
        all += static_cast<double>(state.residents.zone_total(next));
      }
      if (all == 0) continue;
      own_share += own / all;
      below += own / all < spec.threshold ? 1 : 0;
      ++households;
    }
  }
  const auto [mixed, apart] = blocks(state, spec.side);
  return {own_share / households, below / households, mixed, apart};
}

}  // namespace

Replicates run_lattice(const LatticeCase& spec, int replicates) {
  mingle::Rules choice = plain_choice_rules(2, 1.0);
  choice.alpha = spec.alpha;
  choice.w_adj = 1.0;
  choice.utility.form = spec.form;
  choice.utility.slope = spec.slope;
  choice.utility.threshold = spec.threshold;
  const auto made =
      make_plain_world({.side = spec.side, .vacancy = 0.1, .lattice = true},
                       plain_housing_rules(2, spec.moves_a_year),
                       choice);
  const housing::World& world = made.first;
  return run_replicates(world,
                        made.second,
                        replicates,
                        spec.ticks,
                        [&](const housing::State& state) {
                          return measure_lattice(world, state, spec);
                        });
}

Replicates run_choice_sets(const ChoiceSetCase& spec, int replicates) {
  mingle::Rules choice = plain_choice_rules(2, spec.alpha);
  choice.delta = spec.delta;
  choice.choice = spec.looked_at > 0 ? ChoiceMode::sampled : ChoiceMode::exact;
  if (spec.looked_at > 0) choice.sampled_dwellings = spec.looked_at;
  const auto [world, start] = make_plain_world({.side = spec.side,
                                                .households = spec.households,
                                                .separation = spec.separation},
                                               plain_housing_rules(2, 0.231),
                                               choice);
  Replicates values;
  housing::Stepper stepper{world, 2021};
  for (int replicate = 0; replicate < replicates; ++replicate) {
    housing::State state = start;
    state.replicate = replicate;
    double near = 0;
    double moves = 0;
    for (int tick = 0; tick < 10 * ticks_a_year; ++tick) {
      const auto& bands =
          stepper.step(state).of(housing::Flow::moves_by_distance);
      near += static_cast<double>(bands[0]);
      for (const std::int64_t count : bands) {
        moves += static_cast<double>(count);
      }
    }
    values.push_back({dissimilarity(start.residents),
                      dissimilarity(state.residents),
                      near / moves});
  }
  return values;
}

Replicates run_urn(double alpha,
                   std::size_t side,
                   std::size_t households,
                   int steps_a_year,
                   int replicates) {
  // A tick is a quarter: finer steps are rates cut and ticks added.
  const double finer = static_cast<double>(steps_a_year) / ticks_a_year;
  const auto [world, start] =
      make_plain_world({.side = side,
                        .households = households,
                        .vacancy = 0.3,
                        .separation = 0.6},
                       plain_housing_rules(2, 0.1 / finer),
                       plain_choice_rules(2, alpha));
  Replicates values;
  housing::Stepper stepper{world, 2021};
  for (int replicate = 0; replicate < replicates; ++replicate) {
    housing::State state = start;
    state.replicate = replicate;
    double moves = 0;
    for (int tick = 0; tick < 10 * steps_a_year; ++tick) {
      for (const std::int64_t count :
           stepper.step(state).of(housing::Flow::moves_by_round)) {
        moves += static_cast<double>(count);
      }
    }
    values.push_back({dissimilarity(start.residents),
                      dissimilarity(state.residents),
                      moves / static_cast<double>(state.households.size())});
  }
  return values;
}

Replicates run_quota(double quota, std::size_t side, int replicates) {
  housing::Rules rules = plain_housing_rules(2, 0.087);
  rules.owner.quota = {2.0, quota};  // the majority is never capped
  rules.owner.price_response = 0.08;
  rules.owner.price_return = 0.1;
  rules.choice.price = 1.0;
  constexpr double capped_from = 0.35;
  const auto made = make_plain_world({.side = side,
                                      .households = 100,
                                      .vacancy = 0.06,
                                      .mix = {0.75, 0.25},
                                      .separation = 0.6,
                                      .tenure = Tenure::owned_mortgage},
                                     rules,
                                     plain_choice_rules(2, 1.0));
  const housing::World& world = made.first;
  const housing::State& start = made.second;
  const auto measure = [&](const housing::State& state) {
    std::array<double, 2> price{};
    std::array<double, 2> vacant{};
    std::array<double, 2> zones{};
    for (std::size_t z = 0; z < world.base.zones.size(); ++z) {
      const bool capped = 1.0 - majority_share(start, ZoneId{z}) >= capped_from;
      const std::size_t at = capped ? 0 : 1;
      price[at] += state.log_prices[2 * z];
      vacant[at] +=
          1.0 -
          static_cast<double>(state.residents.zone_total(ZoneId{z})) / 106.0;
      ++zones[at];
    }
    return std::vector<double>{dissimilarity(state.residents),
                               price[0] / zones[0] - price[1] / zones[1],
                               vacant[0] / zones[0] - vacant[1] / zones[1]};
  };
  return run_replicates(world, start, replicates, 10 * ticks_a_year, measure);
}

Replicates run_letting_rule(double choice_share,
                            double urgency,
                            std::size_t side,
                            int replicates) {
  housing::Rules rules = plain_housing_rules(2, 0.0);
  rules.social.rule_share = {1.0 - choice_share, choice_share, 0.0};
  rules.social.medical_rate = 0.06;
  rules.social.income_limit = 1e6;
  rules.choice.urgency = urgency;
  rules.choice.quality = 0.05;
  mingle::Rules choice = plain_choice_rules(2, 0.7);
  auto made = make_plain_world({.side = side,
                                .households = 100,
                                .vacancy = 0.05,
                                .mix = {0.7, 0.3},
                                .separation = 0.5,
                                .tenure = Tenure::social_council},
                               rules,
                               choice);
  housing::World& world = made.first;
  housing::State& start = made.second;
  const std::size_t zones = world.base.zones.size();
  for (std::size_t z = 0; z < zones; ++z) {
    // The minority's zones, the last ones, are the most deprived.
    world.quality[z] =
        10.0 - 9.0 * static_cast<double>(z) / static_cast<double>(zones - 1);
  }
  Draws draw{{.seed = 8, .purpose = Purpose::test}};
  for (std::size_t i = 0; i < start.households.size(); ++i) {
    if (draw.uniform() >= 0.06) continue;
    start.households.registered[i] =
        static_cast<std::int16_t>(-static_cast<int>(draw.below(12)));
    start.households.bands[i] = housing::NeedBand::homeless;
    start.households.moved_in[i] = -40;
  }
  const auto measure = [&](const housing::State& state) {
    double let = 0;
    double concentrated = 0;
    for (std::size_t i = 0; i < state.households.size(); ++i) {
      if (state.households.groups[i] != 1 ||
          state.households.moved_in[i] <= 0) {
        continue;
      }
      const ZoneId zone = housing::zone_of(state, HouseholdId{i});
      ++let;
      concentrated += 3 * zone.index() >= 2 * zones ? 1 : 0;
    }
    return std::vector<double>{concentrated / std::max(1.0, let),
                               dissimilarity(state.residents)};
  };
  return run_replicates(world, start, replicates, 10 * ticks_a_year, measure);
}

namespace {

/// D of those who arrived from the majority.
double newcomers_apart(const housing::World& world,
                       const housing::State& state) {
  GroupCounts counts{world.base.zones.size(), 2};
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    if (!state.households.is_housed(HouseholdId{i})) continue;
    const ZoneId zone = housing::zone_of(state, HouseholdId{i});
    if (state.households.groups[i] == 0) ++counts.at(zone, 0);
    if (state.households.arrived[i] >= 0) ++counts.at(zone, 1);
  }
  return dissimilarity(counts);
}

}  // namespace

Replicates run_dispersal(double share, std::size_t side, int replicates) {
  housing::Rules rules = plain_housing_rules(2, 0.231);
  rules.migration.dispersal_share = share;
  rules.migration.dispersal_cap = 0.3;
  auto [world, start] = make_plain_world({.side = side,
                                          .households = 100,
                                          .vacancy = 0.4,
                                          .mix = {0.75, 0.25},
                                          .separation = 0.6},
                                         rules,
                                         plain_choice_rules(2, 0.9));
  const double rate = 0.02 * static_cast<double>(start.households.size());
  Replicates values;
  for (int replicate = 0; replicate < replicates; ++replicate) {
    housing::Stepper stepper{world, 2021};
    housing::State state = start;
    state.replicate = replicate;
    std::vector<double> measured;
    world.arrivals.from_abroad = {0.0, rate};
    for (int tick = 0; tick < 25 * ticks_a_year; ++tick) {
      if (tick == 5 * ticks_a_year) world.arrivals.from_abroad = {0.0, 0.0};
      stepper.step(state);
      const int year = state.tick / ticks_a_year;
      if (state.tick % ticks_a_year == 0 &&
          (year == 5 || year == 10 || year == 25)) {
        measured.push_back(newcomers_apart(world, state));
      }
    }
    values.push_back(measured);
  }
  return values;
}

std::vector<double> column(const Replicates& values, std::size_t measure) {
  std::vector<double> all;
  for (const auto& row : values) all.push_back(row[measure]);
  return all;
}

}  // namespace mingle::test
