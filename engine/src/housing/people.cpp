// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fetch.h"
#include "lanes.h"
#include "people_events.h"
#include "phases.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/calendar.h>
#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t households_per_block = 8192;
constexpr int oldest = 110;
constexpr int first_fertile = 15;
constexpr int first_leaving = 18;
constexpr int last_leaving = 29;
constexpr int last_union = 59;
constexpr int generation_years = 16;

using AgeThresholds = std::array<std::uint64_t, oldest + 1>;

}  // namespace

std::uint64_t tick_threshold(double annual_rate) {
  const double probability = -std::expm1(-annual_rate * tick_years);
  return static_cast<std::uint64_t>(std::llround(probability * 0x1p32));
}

/// Thresholds of the events of a person and of a household, from the rules.
class PeopleDecisions {
 public:
  PeopleDecisions(const World& world, std::uint64_t seed) : seed_{seed} {
    const DemographyRules& rules = world.rules.demography;
    for (std::size_t sex = 0; sex < 2; ++sex) {
      for (int age = 0; age <= oldest; ++age) {
        death_[sex][static_cast<std::size_t>(age)] = tick_threshold(
            std::exp(rules.death_level[sex] + rules.death_slope[sex] * age));
      }
    }
    for (const double factor : rules.fertility_factor) {
      AgeThresholds births{};
      for (std::size_t i = 0; i < rules.fertility.size(); ++i) {
        births[first_fertile + i] = tick_threshold(rules.fertility[i] * factor);
      }
      birth_.push_back(births);
    }
    leave_home_ = tick_threshold(rules.leave_home_rate);
    union_ = tick_threshold(rules.union_rate);
    dissolution_ = tick_threshold(rules.dissolution_rate);
    for (std::size_t age = 0; age <= oldest; ++age) {
      std::uint64_t births = 0;
      for (const AgeThresholds& group : birth_) {
        births = std::max(births, group[age]);
      }
      any_[age] = std::max(death_[0][age], death_[1][age]) + births;
      if (age >= first_leaving && age <= last_leaving) any_[age] += leave_home_;
    }
  }

  const std::vector<std::vector<PeopleEvent>>& decide(const State& state) {
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

 private:
  void decide_block(const State& state,
                    std::size_t begin,
                    std::size_t end,
                    std::vector<PeopleEvent>& out) const {
    LaneCache persons{address_in(state, seed_, Purpose::person_events)};
    LaneCache couples{address_in(state, seed_, Purpose::household_events)};
    for (std::size_t i = begin; i < end; ++i) {
      if (i + fetch_ahead < end) {
        fetch_list(state, i + fetch_ahead);
        fetch_members(state, i + fetch_members_ahead, [](std::size_t) {});
      }
      const HouseholdId household{i};
      if (!state.households.is_housed(household)) continue;
      decide_members(state, household, persons, out);
      decide_couple(
          state, household, couples.draw(state.households.ids[i]), out);
    }
  }

  /// Most draws are above what could befall anybody of that age: the other
  /// columns of a person are read for the few that are not.
  void decide_members(const State& state,
                      HouseholdId household,
                      LaneCache& draws,
                      std::vector<PeopleEvent>& out) const {
    const PersonTable& table = state.persons;
    PersonId person = state.households.first_member[household.index()];
    for (; person.exists(); person = table.next[person.index()]) {
      const std::uint64_t draw = draws.draw(table.ids[person.index()]);
      const int age = table.age(person, state.tick);
      const auto at = static_cast<std::size_t>(std::min(age, oldest));
      if (draw < any_[at]) decide_person(state, household, person, draw, out);
    }
  }

  void decide_person(const State& state,
                     HouseholdId household,
                     PersonId person,
                     std::uint64_t draw,
                     std::vector<PeopleEvent>& out) const {
    const PersonTable& table = state.persons;
    const std::size_t row = person.index();
    const int age = table.age(person, state.tick);
    const auto at = static_cast<std::size_t>(std::min(age, oldest));
    const PersonId first = state.households.first_member[household.index()];
    const bool couple = has_flag(state.households.flags[household.index()],
                                 HouseholdFlag::couple);
    const bool head =
        person == first || (couple && table.next[first.index()] == person);
    const bool grown_up =
        !head && age >= first_leaving && age <= last_leaving &&
        age <= table.age(first, state.tick) - generation_years;
    const auto happens = [&draw](std::uint64_t threshold) {
      if (draw < threshold) return true;
      draw -= threshold;
      return false;
    };
    if (happens(death_[static_cast<std::size_t>(table.sexes[row])][at])) {
      out.push_back({PeopleEvent::Kind::death, household, person});
    } else if (table.sexes[row] == Sex::female &&
               happens(birth_[table.groups[row]][at])) {
      out.push_back({PeopleEvent::Kind::birth, household, person});
    } else if (grown_up && happens(leave_home_)) {
      out.push_back({PeopleEvent::Kind::leave_home, household, person});
    }
  }

  void decide_couple(const State& state,
                     HouseholdId household,
                     std::uint64_t draw,
                     std::vector<PeopleEvent>& out) const {
    if (draw >= std::max(union_, dissolution_)) return;
    const std::size_t row = household.index();
    const PersonId first = state.households.first_member[row];
    if (has_flag(state.households.flags[row], HouseholdFlag::couple)) {
      if (draw < dissolution_) {
        out.push_back({PeopleEvent::Kind::part,
                       household,
                       state.persons.next[first.index()]});
      }
      return;
    }
    const Composition composition = state.households.compositions[row];
    const bool single = composition == Composition::single_under_65 ||
                        composition == Composition::lone_parent;
    const int age = state.persons.age(first, state.tick);
    if (single && draw < union_ && age >= adult_age && age <= last_union) {
      out.push_back({PeopleEvent::Kind::unite, household, first});
    }
  }

  std::uint64_t seed_;
  std::array<AgeThresholds, 2> death_{};
  std::vector<AgeThresholds> birth_;  ///< by group
  AgeThresholds any_{};               ///< at least what could happen at an age
  std::uint64_t leave_home_ = 0;
  std::uint64_t union_ = 0;
  std::uint64_t dissolution_ = 0;
  std::vector<std::vector<PeopleEvent>> blocks_;
};

struct People::Workspace {
  Workspace(const World& fixed, std::uint64_t seed)
      : world{fixed}, decisions{fixed, seed}, events{fixed, seed} {}
  const World& world;
  PeopleDecisions decisions;
  PeopleEvents events;
};

People::People(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

People::~People() = default;

namespace {

/// Once a year, what depends on ages: bedrooms needed and composition.
void grow_older(State& state) {
  parallel_for_blocks(state.households.size(),
                      households_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        for (std::size_t i = begin; i < end; ++i) {
                          if (!state.households.is_housed(HouseholdId{i}))
                            continue;
                          refresh_household(state, HouseholdId{i});
                        }
                      });
}

}  // namespace

void People::run(State& state, TickWork& work) {
  if (!work_->world.rules.demography.active) return;
  if (state.tick % PersonTable::ticks_per_year == 0) {
    grow_older(state);
  }
  work_->events.apply(work_->decisions.decide(state), state, work);
}

}  // namespace mingle::housing
