// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/random.h>
#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// A household on its way from one authority of the study to another.
struct Migrant {
  HouseholdId household;
  AuthorityId destination;
};

/// A household outside the study that is to arrive in an authority.
struct Arrival {
  HouseholdId household;
  AuthorityId destination;
};

/// Keeps the households of each authority and group at the given totals:
/// turns away migrants where there are too many, lets in households from
/// outside where there are too few, and sends away residents where the totals
/// shrink. All choices go by addressed draws, ties by persistent id.
class Balance {
 public:
  Balance(const World& world, std::uint64_t seed)
      : world_{world}, seed_{seed} {}

  /// @param migrants  already vacated; those turned away are moved to
  ///                  state.outside
  /// @param housed    households of authority x group still in a dwelling
  void settle(State& state,
              std::span<const std::int32_t> housed,
              std::vector<Migrant>& migrants);

  /// Valid until the next settle().
  const std::vector<Arrival>& arrivals() const { return arrivals_; }
  /// Residents who must leave; the caller vacates them.
  const std::vector<HouseholdId>& leavers() const { return leavers_; }
  /// Migrants that were turned away, and so left the study.
  const std::vector<HouseholdId>& turned_away() const { return turned_away_; }

 private:
  struct Ranked {
    std::uint64_t draw;
    std::uint64_t id;
    HouseholdId household;
    bool operator<(const Ranked& other) const {
      return draw != other.draw ? draw < other.draw : id < other.id;
    }
  };
  Ranked ranked(const State& state, HouseholdId household, Purpose purpose);
  std::size_t slot(AuthorityId authority, std::size_t group) const {
    return authority.index() * world_.groups.size() + group;
  }

  void find_gaps(const State& state,
                 std::span<const std::int32_t> housed,
                 const std::vector<Migrant>& migrants);
  void turn_away(State& state, std::vector<Migrant>& migrants);
  void send_away(const State& state);
  void let_in(State& state);
  void admit_from_pool(State& state, std::vector<HouseholdId>& left_over);
  void admit_left_over(State& state, const std::vector<HouseholdId>& left_over);
  void admit(State& state, HouseholdId household, AuthorityId destination);

  /// Marks a row that is being let in, until its authority is set.
  static constexpr std::uint16_t arriving = 0xffff;

  const World& world_;
  std::uint64_t seed_;
  std::vector<std::int32_t> gaps_;  ///< target less present, by slot
  std::vector<Arrival> arrivals_;
  std::vector<HouseholdId> leavers_;
  std::vector<HouseholdId> turned_away_;
  std::vector<std::vector<Ranked>> by_slot_;  ///< scratch
};

}  // namespace mingle
