// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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

/// Keeps the households of each type (authority, group and kind) at the given
/// totals: turns away migrants where there are too many, lets in households
/// from outside where there are too few, and sends away residents where the
/// totals shrink. All choices go by addressed draws, ties by persistent id.
class Balance {
 public:
  Balance(const World& world, std::uint64_t seed)
      : world_{world}, seed_{seed} {}

  /// @param migrants  already vacated; those turned away are moved to
  ///                  state.outside
  void settle(State& state, std::vector<Migrant>& migrants);

  /// Valid until the next settle().
  const std::vector<Arrival>& arrivals() const { return arrivals_; }
  /// Residents who must leave; the caller vacates them.
  const std::vector<HouseholdId>& leavers() const { return leavers_; }
  /// Migrants that were turned away, and so left the study.
  const std::vector<HouseholdId>& turned_away() const { return turned_away_; }

 private:
  struct Ranked {
    std::uint64_t draw = 0;
    std::uint64_t id = 0;
    HouseholdId household;
    bool operator<(const Ranked& other) const {
      return draw != other.draw ? draw < other.draw : id < other.id;
    }
  };
  Ranked ranked(const State& state, HouseholdId household, Purpose purpose);
  /// Type of a household if it lived in `authority`.
  std::size_t type_in(const State& state,
                      HouseholdId household,
                      std::size_t authority) const {
    return world_.type_of(authority,
                          state.households.groups[household.index()],
                          state.households.kinds[household.index()]);
  }

  void find_gaps(const State& state, const std::vector<Migrant>& migrants);
  void turn_away(State& state, std::vector<Migrant>& migrants);
  void send_away(const State& state);
  void let_in(State& state);
  void admit_from_pool(State& state);
  void admit_left_over(State& state);
  void admit(State& state, HouseholdId household, AuthorityId destination);

  /// Marks a row that is being let in, until its authority is set.
  static constexpr std::uint16_t arriving = 0xffff;

  const World& world_;
  std::uint64_t seed_;
  std::vector<std::int32_t> gaps_;  ///< target less present, by type
  std::vector<Arrival> arrivals_;
  std::vector<HouseholdId> leavers_;
  std::vector<HouseholdId> turned_away_;
  // Scratch, kept from tick to tick.
  std::vector<std::vector<Ranked>> by_type_;
  std::vector<HouseholdId> left_over_;
  std::vector<std::size_t> next_authority_;  ///< by group and kind
};

}  // namespace mingle
