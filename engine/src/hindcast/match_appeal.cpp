// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/assert.h>
#include <mingle/engine/hindcast/match_appeal.h>
#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/scores.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::hindcast {
namespace {

/// Replicates of trial runs: far from those of runs, so that no run repeats
/// the luck that its appeal was fitted to.
constexpr int first_trial = 1 << 20;

/// Cell of the twin, zones x groups, of a cell of the engine; none without.
std::size_t cell_of(const TwinMap& map, std::size_t i) {
  const std::size_t groups = map.group_of.size();
  const std::size_t group = map.group_of[i % groups];
  return group == TwinMap::none
             ? TwinMap::none
             : map.zone_of[i / groups] * map.people.groups() + group;
}

/// Residents by zone and group of the twin at the end of a replicate.
std::vector<double> residents_after(const housing::World& world,
                                    const housing::State& start,
                                    const TwinMap& map,
                                    int ticks,
                                    int replicate,
                                    std::uint64_t seed) {
  housing::State state = start;
  state.replicate = replicate;
  housing::Stepper stepper{world, seed};
  for (int tick = 0; tick < ticks; ++tick) (void)stepper.step(state);
  std::vector<double> people(map.people.values().size(), 0.0);
  const std::size_t groups = map.group_of.size();
  for (std::size_t i = 0; i < map.zone_of.size() * groups; ++i) {
    const std::size_t cell = cell_of(map, i);
    if (cell == TwinMap::none) continue;
    people[cell] += state.residents.at(ZoneId{i / groups}, i % groups);
  }
  return people;
}

/// The mean of the trial runs of a round, counted from 0.
PeopleTable trial(const housing::World& world,
                  const housing::State& start,
                  const TwinMap& map,
                  const MatchSettings& settings,
                  int round,
                  std::uint64_t seed) {
  std::vector<std::vector<double>> made(
      static_cast<std::size_t>(settings.replicates));
  run_jobs(made.size(), Concurrency::threads(), [&](std::size_t job) {
    const int replicate =
        first_trial + round * settings.replicates + static_cast<int>(job);
    made[job] =
        residents_after(world, start, map, settings.ticks, replicate, seed);
  });
  std::vector<double> mean(made.front().size(), 0.0);
  for (const auto& each : made) {
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += each[i] / settings.replicates;
    }
  }
  return {map.people.groups(), std::move(mean)};
}

/// Mixes of one map within the sizes that zones and groups have in another.
PeopleTable within_sizes(const PeopleTable& mixes, const PeopleTable& sizes) {
  Controls controls;
  controls.group_totals.assign(sizes.group_totals().begin(),
                               sizes.group_totals().end());
  controls.zone_totals.assign(sizes.zone_totals().begin(),
                              sizes.zone_totals().end());
  return rake(mixes, controls, 1e-6, 300);
}

/// Adds ln(wished / seen) of the twin's cells over `over` to the appeal.
void add_appeal(const TwinMap& map,
                const PeopleTable& wished,
                const PeopleTable& seen,
                double over,
                const MatchSettings& settings,
                housing::World& world) {
  for (std::size_t i = 0; i < world.appeal.size(); ++i) {
    const std::size_t cell = cell_of(map, i);
    if (cell == TwinMap::none) continue;
    const double lacking = std::log((wished.values()[cell] + settings.floor) /
                                    (seen.values()[cell] + settings.floor));
    world.appeal[i] = std::clamp(
        world.appeal[i] + lacking / over, -settings.limit, settings.limit);
  }
}

}  // namespace

AppealMatch match_appeal(const TwinMap& target,
                         const housing::State& start,
                         const MatchSettings& settings,
                         std::uint64_t seed,
                         housing::World& world) {
  MINGLE_EXPECT(target.zone_of.size() == world.base.zones.size());
  MINGLE_EXPECT(target.group_of.size() == world.base.groups.size());
  MINGLE_EXPECT(settings.replicates >= 1);
  world.appeal.assign(target.zone_of.size() * target.group_of.size(), 0.0);
  AppealMatch match;
  for (int round = 0; round < settings.rounds; ++round) {
    const PeopleTable seen = trial(world, start, target, settings, round, seed);
    const PeopleTable wished = within_sizes(target.people, seen);
    match.misplaced.push_back(misallocation(seen, wished));
    add_appeal(
        target, wished, seen, settings.response * (round + 1), settings, world);
  }
  return match;
}

void shift_appeal(const TwinMap& matched,
                  const PeopleTable& drawn,
                  const MatchSettings& settings,
                  housing::World& world) {
  add_appeal(
      matched, drawn, matched.people, settings.response, settings, world);
}

}  // namespace mingle::hindcast
