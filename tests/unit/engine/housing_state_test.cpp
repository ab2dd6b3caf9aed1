// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/phases.h"

#include <gtest/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::housing {
namespace {

class HousingState : public testing::Test {
 protected:
  HousingState() {
    std::tie(world, state) = test::make_small_housing_world(
        {.authorities = 2}, test::lively_housing_rules(3));
    work.authorities.resize(2);
  }

  void expect_consistent() {
    refresh_vacancies(world, state, work);
    EXPECT_EQ(inconsistencies(world, state), std::vector<std::string>{});
  }
  AuthorityId authority_of(HouseholdId household) const {
    return AuthorityId{
        std::size_t{state.households.authorities[household.index()]}};
  }
  void freed(HouseholdId household, DwellingId dwelling) {
    work.authorities[authority_of(household).index()].freed.push_back(dwelling);
  }

  World world;
  State state;
  TickWork work;
};

TEST_F(HousingState, StartsConsistent) {
  EXPECT_EQ(state.households.size(), 2U * 9U * 40U);
  expect_consistent();
}

TEST_F(HousingState, MovesAndKeepsCounts) {
  const HouseholdId mover{5U};
  const DwellingId to = state.vacancies[0].dwellings[3];
  const ZoneId from_zone = zone_of(state, mover);
  state.dwellings.chain[to.index()] = 2;
  const DwellingId left = relocate(
      world, state, mover, to, Tenure::private_rented, Cause::move_private);
  freed(mover, left);
  EXPECT_EQ(state.dwellings.chain[left.index()], 3);
  EXPECT_EQ(tenure_of_kind(kind_of(state, mover)), Tenure::private_rented);
  expect_consistent();
  std::int64_t net = 0;
  const auto& changes =
      state.changes[static_cast<std::size_t>(Cause::move_private)];
  for (const std::int32_t change : changes.values()) net += change;
  EXPECT_EQ(net, 0);
  EXPECT_LE(changes.zone_total(from_zone), 0);
}

TEST_F(HousingState, FormsAndEndsHouseholds) {
  HouseholdId parent;
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    if (state.households.sizes[i] > 2) parent = HouseholdId{i};
  }
  ASSERT_TRUE(parent.exists());
  const PersonId leaver =
      state.persons.next[state.households.first_member[parent.index()].index()];
  const HouseholdId shell = add_household(state, 999, authority_of(parent));
  transfer_person(world, state, parent, shell, leaver, Cause::formation);
  refresh_household(state, parent);
  refresh_household(state, shell);
  const std::size_t a = authority_of(parent).index();
  const DwellingId home = state.vacancies[a].dwellings.back();
  occupy(
      world,
      state,
      shell,
      home,
      tenure_of_kind(world.base.kind_of(state.dwellings.cells[home.index()])),
      Cause::formation);
  expect_consistent();
  freed(shell, vacate(world, state, shell, Cause::death));
  remove_person(world, state, shell, leaver, Cause::death);
  remove_household(state, shell);
  expect_consistent();
  EXPECT_EQ(state.households.free.back(), shell);
}

TEST_F(HousingState, NextAdultBecomesReferencePerson) {
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    const HouseholdId household{i};
    const unsigned couple = static_cast<unsigned>(HouseholdFlag::couple);
    if ((state.households.flags[i] & couple) == 0) continue;
    const PersonId first = state.households.first_member[i];
    const PersonId partner = state.persons.next[first.index()];
    remove_person(world, state, household, first, Cause::death);
    refresh_household(state, household);
    EXPECT_EQ(state.households.first_member[i], partner);
    EXPECT_EQ(state.households.flags[i] & couple, 0U);
    EXPECT_NE(state.households.compositions[i], Composition::couple);
    break;
  }
  expect_consistent();
}

TEST_F(HousingState, ClosesADemolishedDwellingWhenItIsLeft) {
  const HouseholdId household{0U};
  const DwellingId home = state.households.dwellings[0];
  state.dwellings.flags[home.index()] |=
      static_cast<std::uint8_t>(DwellingFlag::to_demolish);
  const DwellingId to = state.vacancies[0].dwellings.front();
  freed(household,
        relocate(world,
                 state,
                 household,
                 to,
                 Tenure::owned_mortgage,
                 Cause::move_owner));
  expect_consistent();
  for (const DwellingId vacant : state.vacancies[0].dwellings) {
    EXPECT_NE(vacant, home);
  }
}

TEST_F(HousingState, BedroomStandard) {
  const HouseholdId household = add_household(state, 1, AuthorityId{0U});
  const auto add = [&](int age, Sex sex) {
    add_person(world, state, household, 1, -4 * age, 0, sex, Cause::birth);
  };
  add(40, Sex::female);
  EXPECT_EQ(bedrooms_needed(state, household), 0U);
  add(41, Sex::male);
  EXPECT_EQ(bedrooms_needed(state, household), 1U);  // two adults apart
  state.households.flags[household.index()] |=
      static_cast<std::uint8_t>(HouseholdFlag::couple);
  EXPECT_EQ(bedrooms_needed(state, household), 0U);
  add(12, Sex::male);
  add(5, Sex::male);  // shares with the boy of 12
  EXPECT_EQ(bedrooms_needed(state, household), 1U);
  add(3, Sex::female);
  EXPECT_EQ(bedrooms_needed(state, household), 2U);
  refresh_household(state, household);
  EXPECT_EQ(state.households.compositions[household.index()],
            Composition::couple_children);
}

}  // namespace
}  // namespace mingle::housing
