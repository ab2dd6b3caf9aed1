// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contact/order_rows.h"

#include <map>

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::housing {
namespace {

/// Ids of the members of each housed household, in the order of their list.
std::map<std::uint64_t, std::vector<std::uint64_t>> members_of(
    const State& state) {
  std::map<std::uint64_t, std::vector<std::uint64_t>> all;
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    if (!state.households.is_housed(HouseholdId{i})) continue;
    auto& own = all[state.households.ids[i]];
    for_members(state, HouseholdId{i}, [&](PersonId person) {
      own.push_back(state.persons.ids[person.index()]);
    });
  }
  return all;
}

/// Rows next to each other that hold members of one household in turn.
std::size_t side_by_side(const State& state) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < state.persons.size(); ++row) {
    const PersonId next = state.persons.next[row];
    count += next.exists() && next.index() == row + 1 ? 1U : 0U;
  }
  return count;
}

std::size_t links(const State& state) {
  std::size_t count = 0;
  for (const PersonId next : state.persons.next)
    count += next.exists() ? 1U : 0U;
  return count;
}

TEST(OrderPersons, PutsMembersSideBySideAndLosesNobody) {
  auto made = test::make_small_contact_world({.authorities = 2});
  Stepper houses{made.housing, 4};
  for (int tick = 0; tick < 12; ++tick) houses.step(made.homes);
  const auto before = members_of(made.homes);
  const std::vector<std::uint64_t> ids = made.homes.persons.ids;
  EXPECT_LT(side_by_side(made.homes), links(made.homes));
  const std::vector<PersonId> to = order_persons(made.homes);
  EXPECT_EQ(side_by_side(made.homes), links(made.homes));
  EXPECT_EQ(members_of(made.homes), before);
  EXPECT_EQ(inconsistencies(made.housing, made.homes),
            std::vector<std::string>{});
  const std::size_t lived = ids.size() - made.homes.persons.free.size();
  for (const PersonId person : made.homes.persons.free) {
    EXPECT_GE(person.index(), lived);
  }
  for (std::size_t row = 0; row < ids.size(); ++row) {
    EXPECT_EQ(made.homes.persons.ids[to[row].index()], ids[row]);
  }
}

TEST(OrderPersons, ChangesNoResult) {
  const auto run = [](bool orders) {
    auto made = test::make_small_contact_world({.authorities = 3});
    Stepper houses{made.housing, 5};
    contact::Stepper people{made.housing, made.world, 5};
    people.begin(made.homes, made.state);
    for (int tick = 0; tick < 16; ++tick) {
      if (orders) contact::order_rows(made.homes, made.state);
      houses.step(made.homes);
      people.step(made.homes, made.state);
    }
    return made;
  };
  const auto plain = run(false);
  const auto ordered = run(true);
  EXPECT_EQ(members_of(plain.homes), members_of(ordered.homes));
  EXPECT_EQ(plain.homes.log_prices, ordered.homes.log_prices);
  EXPECT_EQ(plain.state.zone_attitudes, ordered.state.zone_attitudes);
  std::map<std::uint64_t, contact::Traits> traits;
  for (std::size_t i = 0; i < plain.homes.households.size(); ++i) {
    if (!plain.homes.households.is_housed(HouseholdId{i})) continue;
    for_members(plain.homes, HouseholdId{i}, [&](PersonId person) {
      traits[plain.homes.persons.ids[person.index()]] =
          plain.state.persons[person.index()];
    });
  }
  std::size_t same = 0;
  for (std::size_t row = 0; row < ordered.homes.persons.size(); ++row) {
    const auto found = traits.find(ordered.homes.persons.ids[row]);
    if (found == traits.end()) continue;  // a free row
    same += found->second == ordered.state.persons[row] ? 1U : 0U;
  }
  EXPECT_EQ(same, traits.size());
  const auto seen = [](const auto& made) {
    return contact::measure(made.housing, made.world, made.homes, made.state);
  };
  EXPECT_EQ(seen(plain).zone_exposure, seen(ordered).zone_exposure);
}

TEST(OrderPersons, KeepsWhatIsKeptOfPersons) {
  auto made = test::make_small_contact_world({});
  Stepper houses{made.housing, 6};
  contact::Stepper people{made.housing, made.world, 6};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 8; ++tick) {
    houses.step(made.homes);
    people.step(made.homes, made.state);
  }
  std::map<std::uint64_t, std::uint8_t> wanted;
  for (std::size_t row = 0; row < made.homes.persons.size(); row += 3) {
    const std::uint64_t id = made.homes.persons.ids[row];
    made.state.programmes.push_back({.person = PersonId{row}, .id = id});
    contact::WeakTies ties{.person = PersonId{row}, .id = id};
    ties.counts[0] = wanted[id] = static_cast<std::uint8_t>(row % 7 + 1);
    made.state.weak_ties.push_back(ties);
  }
  contact::order_rows(made.homes, made.state);
  const auto& ids = made.homes.persons.ids;
  for (const contact::ProgrammeEffect& each : made.state.programmes) {
    EXPECT_EQ(ids[each.person.index()], each.id);
  }
  PersonId last;
  for (const contact::WeakTies& each : made.state.weak_ties) {
    EXPECT_EQ(ids[each.person.index()], each.id);
    EXPECT_EQ(each.counts[0], wanted[each.id]);
    EXPECT_TRUE(!last.exists() || last < each.person);
    last = each.person;
  }
}

}  // namespace
}  // namespace mingle::housing
