// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::contact {

/// Households are worked on in runs of this many.
inline constexpr std::size_t households_per_block = 4096;

/// A housed household as the passes over persons see it.
struct HouseholdView {
  HouseholdId id;
  std::size_t zone = 0;
  std::size_t authority = 0;
  std::size_t work_class = 0;
  std::array<std::uint8_t, max_broad> members{};  ///< by broad group
  bool fresh = false;  ///< came to the authority within a year
};

inline constexpr int last_young_age = 24;

/// One of its members.
struct MemberView {
  PersonId id;
  std::size_t row = 0;
  std::size_t own = 0;  ///< broad group
  int age = 0;
  Stage stage = Stage::child;
};

/// A household without its members.
inline HouseholdView home_of(const housing::State& state,
                             HouseholdId household) {
  const std::size_t row = household.index();
  HouseholdView view;
  view.id = household;
  view.authority = state.households.authorities[row];
  view.zone = state.households.zones[row].index();
  view.work_class = work_class(state.households.social_classes[row]);
  view.fresh = state.households.local_since[row] >
               state.tick - housing::PersonTable::ticks_per_year;
  return view;
}

inline MemberView member_of(const World& world,
                            const housing::State& state,
                            PersonId person) {
  const std::size_t row = person.index();
  const int age = state.persons.age(person, state.tick);
  return {
      person, row, world.broad[state.persons.groups[row]], age, stage_of(age)};
}

/// Calls `visit(HouseholdView, MemberView)` for every member of the housed
/// households [begin, end), in order. The visitor must not change who lives
/// where.
template <class F>
void for_persons(const World& world,
                 const housing::State& state,
                 std::size_t begin,
                 std::size_t end,
                 F&& visit) {
  std::array<MemberView, 256> members;  // sizes are bytes
  for (std::size_t i = begin; i < end; ++i) {
    const HouseholdId household{i};
    if (!state.households.is_housed(household)) continue;
    HouseholdView view = home_of(state, household);
    std::size_t size = 0;
    housing::for_members(state, household, [&](PersonId person) {
      members[size] = member_of(world, state, person);
      ++view.members[members[size].own];
      ++size;
    });
    for (std::size_t m = 0; m < size; ++m) visit(view, members[m]);
  }
}

/// Adds to counts that several threads share. Sums of whole numbers are the
/// same in any order.
class SharedCounts {
 public:
  SharedCounts() : shared_{Concurrency::threads() > 1} {}
  template <class T>
  void add(T& count, T change) const {
    if (shared_) {
      std::atomic_ref<T>{count}.fetch_add(change, std::memory_order_relaxed);
    } else {
      count += change;
    }
  }

 private:
  bool shared_;
};

/// Probability that something of a constant hazard happens while `hazard`
/// (rate x time, at most about 1) adds up: 1 - exp(-hazard) to within 1e-3,
/// and to within hazard^4 / 70 for small ones. @source Pade approximant.
inline float probability_of(float hazard) {
  return hazard / (1.0F + hazard * (0.5F + hazard * (1.0F / 12.0F)));
}

}  // namespace mingle::contact
