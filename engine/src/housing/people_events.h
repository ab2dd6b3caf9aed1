// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <cstdint>
#include <vector>

namespace mingle::housing {

/// Something that happens to a person or a household in a tick.
struct PeopleEvent {
  enum class Kind : std::uint8_t { death, birth, leave_home, part, unite };
  Kind kind = Kind::death;
  HouseholdId household;
  PersonId person;
};

/// Group of a child that a member of a household would bear: the mixed group
/// of both parents where the mother is one of a couple.
std::size_t child_group(const World& world,
                        const State& state,
                        HouseholdId household,
                        PersonId mother);

/// Carries the events of a tick out, serially: deaths, then births, then
/// those who would leave home or part, then couples that form.
class PeopleEvents {
 public:
  PeopleEvents(const World& world, std::uint64_t seed)
      : world_{world}, seed_{seed} {}

  /// @param blocks  events by household, ascending over all blocks
  void apply(const std::vector<std::vector<PeopleEvent>>& blocks,
             State& state,
             TickWork& work);

 private:
  struct Single {
    std::uint64_t order = 0;
    HouseholdId household;
    int age = 0;
    std::uint8_t group = 0;
    Sex sex = Sex::female;
    bool taken = false;
  };

  /// Where the person of an event lives by now.
  HouseholdId home_of(const PeopleEvent& event) const;
  void die(State& state, TickWork& work, const PeopleEvent& event);
  void end_household(State& state, TickWork& work, HouseholdId household);
  void adopt_orphans(State& state, TickWork& work, HouseholdId household);
  HouseholdId find_adopters(const State& state, HouseholdId household) const;
  void bear(State& state, TickWork& work, const PeopleEvent& event);
  void look_for_home(State& state, TickWork& work, const PeopleEvent& event);
  void gather_singles(const std::vector<std::vector<PeopleEvent>>& blocks,
                      const State& state);
  void form_couples(State& state, TickWork& work);
  class Waiting;
  Single* find_partner(const State& state,
                       Waiting& waiting,
                       const Single& seeker) const;
  void move_together(State& state, TickWork& work, Single& a, Single& b);
  AuthorityWork& at_home(const State& state,
                         TickWork& work,
                         HouseholdId household) const {
    return work.authorities[state.households.authorities[household.index()]];
  }

  const World& world_;
  std::uint64_t seed_;
  std::vector<std::vector<Single>> singles_;  ///< by authority
  struct Adoption {
    PersonId person;
    HouseholdId household;
  };
  std::vector<Adoption> adopted_;  ///< in this tick, in order
};

}  // namespace mingle::housing
