// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/assert.h>
#include <mingle/engine/housing/newcomers.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

/// Where everybody lives at a moment, by row of the person table.
class Homes {
 public:
  explicit Homes(const State& state)
      : ids_{state.persons.ids},
        homes_(state.persons.size()),
        household_homes_{state.households.dwellings},
        household_ids_{state.households.ids} {
    for (std::size_t i = 0; i < state.households.size(); ++i) {
      const HouseholdId household{i};
      if (!state.households.is_housed(household)) continue;
      for (PersonId person = state.households.first_member[i]; person.exists();
           person = state.persons.next[person.index()]) {
        homes_[person.index()] = state.households.dwellings[i];
      }
    }
  }

  bool lived(PersonId person, std::uint64_t id, DwellingId home) const {
    return knows(person, id) && homes_[person.index()] == home;
  }
  bool knows(PersonId person, std::uint64_t id) const {
    return person.index() < ids_.size() && ids_[person.index()] == id;
  }
  /// Whether the household was there already, in that home.
  bool stayed(HouseholdId household, std::uint64_t id, DwellingId home) const {
    const std::size_t row = household.index();
    return row < household_ids_.size() && household_ids_[row] == id &&
           household_homes_[row] == home;
  }

 private:
  std::vector<std::uint64_t> ids_;
  std::vector<DwellingId> homes_;
  std::vector<DwellingId> household_homes_;
  std::vector<std::uint64_t> household_ids_;
};

/// Adds who lives elsewhere than at the moment of `homes`.
void count_changes(const World& world,
                   const State& state,
                   const Homes& homes,
                   Newcomers& out) {
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const HouseholdId household{i};
    if (!table.is_housed(household)) continue;
    const DwellingId home = table.dwellings[i];
    const std::size_t zone = zone_of(world, state, household).index();
    const bool stayed = homes.stayed(household, table.ids[i], home);
    for (PersonId person = table.first_member[i]; person.exists();
         person = state.persons.next[person.index()]) {
      const std::size_t row = person.index();
      const std::uint64_t id = state.persons.ids[row];
      if (homes.lived(person, id, home)) continue;
      // The tick that has just passed is the one before state.tick.
      const bool newborn =
          !homes.knows(person, id) && state.persons.born[row] >= state.tick - 1;
      if (newborn) continue;
      auto& counts = stayed ? out.joined : out.chose;
      counts[zone * out.groups + state.persons.groups[row]] += 1;
    }
  }
}

std::vector<double> residents_of(const State& state, std::size_t zones) {
  std::vector<double> people;
  for (std::size_t z = 0; z < zones; ++z) {
    for (const std::int32_t count : state.residents.row(ZoneId{z})) {
      people.push_back(count);
    }
  }
  return people;
}

}  // namespace

Newcomers count_newcomers(const World& world,
                          const State& start,
                          std::uint64_t seed,
                          int replicate,
                          int ticks) {
  MINGLE_EXPECT(ticks >= 1);
  const std::size_t zones = world.base.zones.size();
  Newcomers counted;
  counted.groups = world.base.groups.size();
  counted.chose.assign(zones * counted.groups, 0.0);
  counted.joined = counted.chose;
  counted.before = residents_of(start, zones);
  counted.stock.assign(counted.groups, 0.0);
  for (std::size_t i = 0; i < start.by_authority.size(); ++i) {
    counted.stock[i % counted.groups] += start.by_authority[i];
  }
  State state = start;
  state.replicate = replicate;
  Stepper stepper{world, seed};
  for (int tick = 0; tick < ticks; ++tick) {
    const Homes homes{state};
    (void)stepper.step(state);
    count_changes(world, state, homes, counted);
  }
  counted.after = residents_of(state, zones);
  return counted;
}

Newcomers mean_newcomers(const World& world,
                         const State& start,
                         std::uint64_t seed,
                         int first,
                         int replicates,
                         int ticks) {
  MINGLE_EXPECT(replicates >= 1);
  std::vector<Newcomers> made(static_cast<std::size_t>(replicates));
  run_jobs(made.size(), Concurrency::threads(), [&](std::size_t job) {
    made[job] = count_newcomers(
        world, start, seed, first + static_cast<int>(job), ticks);
  });
  Newcomers mean = made.front();
  for (auto* column : {&mean.chose, &mean.joined, &mean.after}) {
    std::fill(column->begin(), column->end(), 0.0);
  }
  for (const Newcomers& each : made) {
    for (std::size_t i = 0; i < mean.chose.size(); ++i) {
      mean.chose[i] += each.chose[i] / replicates;
      mean.joined[i] += each.joined[i] / replicates;
      mean.after[i] += each.after[i] / replicates;
    }
  }
  return mean;
}

}  // namespace mingle::housing
