// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <mingle/engine/assert.h>
#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

/// Adds `change` households with their members to the counts of a zone.
void count(const World& world,
           State& state,
           HouseholdId household,
           ZoneId zone,
           Tenure tenure,
           Cause cause,
           std::int32_t change) {
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  const auto residents = state.residents.row(zone);
  const auto changes = state.changes[static_cast<std::size_t>(cause)].row(zone);
  std::int32_t* persons =
      state.by_authority.data() +
      std::size_t{table.authorities[row]} * world.base.groups.size();
  for_members(state, household, [&](PersonId person) {
    const std::size_t group = state.persons.groups[person.index()];
    residents[group] += change;
    changes[group] += change;
    persons[group] += change;
  });
  state.by_group.at(zone, table.groups[row]) += change;
  state.by_tenure.at(zone, static_cast<std::size_t>(tenure)) += change;
  state.by_class.at(
      zone, static_cast<std::size_t>(table.social_classes[row])) += change;
}

void count_person(const World& world,
                  State& state,
                  HouseholdId household,
                  PersonId person,
                  Cause cause,
                  std::int32_t change) {
  if (!state.households.is_housed(household)) return;
  const ZoneId zone = zone_of(state, household);
  const std::size_t group = state.persons.groups[person.index()];
  state.residents.at(zone, group) += change;
  state.changes[static_cast<std::size_t>(cause)].at(zone, group) += change;
  state.by_authority[std::size_t{
                         state.households.authorities[household.index()]} *
                         world.base.groups.size() +
                     group] += change;
}

Tenure tenure_of(const World& world, const State& state, DwellingId dwelling) {
  return tenure_of_kind(
      world.base.kind_of(state.dwellings.cells[dwelling.index()]));
}

void append(State& state, HouseholdId household, PersonId person) {
  state.persons.next[person.index()] = PersonId{};
  PersonId& first = state.households.first_member[household.index()];
  ++state.households.sizes[household.index()];
  if (!first.exists()) {
    first = person;
    return;
  }
  PersonId last = first;
  while (state.persons.next[last.index()].exists()) {
    last = state.persons.next[last.index()];
  }
  state.persons.next[last.index()] = person;
}

void unlink(State& state, HouseholdId household, PersonId person) {
  PersonId* link = &state.households.first_member[household.index()];
  while (*link != person) {
    MINGLE_EXPECT(link->exists());
    link = &state.persons.next[link->index()];
  }
  *link = state.persons.next[person.index()];
  --state.households.sizes[household.index()];
}

/// The first adult of the list becomes the reference person.
void put_adult_first(State& state, HouseholdId household) {
  PersonId& first = state.households.first_member[household.index()];
  PersonId adult = first;
  while (adult.exists() && state.persons.age(adult, state.tick) < adult_age) {
    adult = state.persons.next[adult.index()];
  }
  if (!adult.exists() || adult == first) return;
  unlink(state, household, adult);
  ++state.households.sizes[household.index()];
  state.persons.next[adult.index()] = first;
  first = adult;
}

void take_out(const World& world,
              State& state,
              HouseholdId household,
              PersonId person,
              Cause cause) {
  count_person(world, state, household, person, cause, -1);
  std::uint8_t& flags = state.households.flags[household.index()];
  const PersonId first = state.households.first_member[household.index()];
  const bool in_couple =
      person == first || state.persons.next[first.index()] == person;
  if (in_couple) clear_flag(flags, HouseholdFlag::couple);
  unlink(state, household, person);
  if (person == first) put_adult_first(state, household);
}

/// The dwelling is taken on the terms of `tenure`: it keeps its zone and
/// bedrooms.
void reclassify(const World& world,
                State& state,
                DwellingId dwelling,
                Tenure tenure) {
  CellId& cell = state.dwellings.cells[dwelling.index()];
  const std::size_t bedrooms = bedrooms_of_kind(world.base.kind_of(cell));
  cell = world.base.cell(world.base.zone_of(cell),
                         mingle::kind_of(tenure, bedrooms));
}

void leave(State& state, DwellingId dwelling, std::uint8_t chain) {
  const std::size_t row = dwelling.index();
  DwellingTable& dwellings = state.dwellings;
  dwellings.occupants[row] = HouseholdId{};
  dwellings.vacant_since[row] = static_cast<std::int16_t>(state.tick);
  dwellings.chain[row] = chain;
  if (has_flag(dwellings.flags[row], DwellingFlag::to_demolish)) {
    set_flag(dwellings.flags[row], DwellingFlag::closed);
  }
}

void enter(const World& world,
           State& state,
           HouseholdId household,
           DwellingId dwelling) {
  const std::size_t row = household.index();
  const CellId cell = state.dwellings.cells[dwelling.index()];
  state.households.dwellings[row] = dwelling;
  state.households.zones[row] = world.base.zone_of(cell);
  state.households.kinds[row] =
      static_cast<std::uint8_t>(world.base.kind_of(cell));
  state.households.moved_in[row] = static_cast<std::int16_t>(state.tick);
  clear_flag(state.households.flags[row], HouseholdFlag::displaced);
  state.dwellings.occupants[dwelling.index()] = household;
  clear_flag(state.dwellings.flags[dwelling.index()], DwellingFlag::new_build);
}

}  // namespace

void occupy(const World& world,
            State& state,
            HouseholdId household,
            DwellingId dwelling,
            Tenure tenure,
            Cause cause) {
  MINGLE_EXPECT(!state.households.is_housed(household));
  MINGLE_EXPECT(!state.dwellings.occupants[dwelling.index()].exists());
  reclassify(world, state, dwelling, tenure);
  enter(world, state, household, dwelling);
  const ZoneId zone = zone_of(state, household);
  count(world, state, household, zone, tenure, cause, +1);
}

DwellingId vacate(const World& world,
                  State& state,
                  HouseholdId household,
                  Cause cause,
                  std::uint8_t chain) {
  DwellingId& home = state.households.dwellings[household.index()];
  MINGLE_EXPECT(home.exists());
  const DwellingId left = home;
  const ZoneId zone = zone_of(state, household);
  count(
      world, state, household, zone, tenure_of(world, state, left), cause, -1);
  home = DwellingId{};
  leave(state, left, chain);
  return left;
}

DwellingId relocate(const World& world,
                    State& state,
                    HouseholdId household,
                    DwellingId to,
                    Tenure tenure,
                    Cause cause) {
  ZoneId& kin = state.households.kin_zones[household.index()];
  if (!kin.exists()) kin = zone_of(state, household);
  const unsigned moves = state.dwellings.chain[to.index()];
  const auto chain = static_cast<std::uint8_t>(std::min(moves + 1U, 255U));
  const DwellingId from = vacate(world, state, household, cause, chain);
  occupy(world, state, household, to, tenure, cause);
  return from;
}

HouseholdId add_household(State& state,
                          std::uint64_t id,
                          AuthorityId authority) {
  HouseholdTable& table = state.households;
  if (table.free.empty()) {
    table.free.push_back(HouseholdId{table.size()});
    table.resize(table.size() + 1);
  }
  const HouseholdId household = table.free.back();
  table.free.pop_back();
  const std::size_t row = household.index();
  table.ids[row] = id;
  table.authorities[row] = static_cast<std::uint16_t>(authority.index());
  table.moved_in[row] = static_cast<std::int16_t>(state.tick);
  table.local_since[row] = static_cast<std::int16_t>(state.tick);
  return household;
}

void remove_household(State& state, HouseholdId household) {
  HouseholdTable& table = state.households;
  MINGLE_EXPECT(!table.is_housed(household));
  MINGLE_EXPECT(table.sizes[household.index()] == 0);
  table.clear_row(household);
  table.free.push_back(household);
}

PersonId add_person(const World& world,
                    State& state,
                    HouseholdId household,
                    std::uint64_t id,
                    int born,
                    std::size_t group,
                    Sex sex,
                    Cause cause) {
  PersonTable& table = state.persons;
  if (table.free.empty()) {
    table.free.push_back(PersonId{table.size()});
    table.resize(table.size() + 1);
  }
  const PersonId person = table.free.back();
  table.free.pop_back();
  if (table.logs_added) table.added.push_back(person);
  const std::size_t row = person.index();
  table.ids[row] = id;
  table.born[row] = static_cast<std::int16_t>(born);
  table.groups[row] = static_cast<std::uint8_t>(group);
  table.sexes[row] = sex;
  append(state, household, person);
  count_person(world, state, household, person, cause, +1);
  return person;
}

void remove_person(const World& world,
                   State& state,
                   HouseholdId household,
                   PersonId person,
                   Cause cause) {
  take_out(world, state, household, person, cause);
  state.persons.next[person.index()] = PersonId{};
  state.persons.free.push_back(person);
}

void transfer_person(const World& world,
                     State& state,
                     HouseholdId from,
                     HouseholdId to,
                     PersonId person,
                     Cause cause) {
  take_out(world, state, from, person, cause);
  append(state, to, person);
  count_person(world, state, to, person, cause, +1);
}

void merge_households(const World& world,
                      State& state,
                      HouseholdId guest,
                      HouseholdId host,
                      Cause cause) {
  MINGLE_EXPECT(!state.households.is_housed(guest));
  PersonId& coming = state.households.first_member[guest.index()];
  const PersonId partner = coming;
  while (coming.exists()) {
    const PersonId person = coming;
    coming = state.persons.next[person.index()];
    append(state, host, person);
    count_person(world, state, host, person, cause, +1);
  }
  state.households.sizes[guest.index()] = 0;
  unlink(state, host, partner);
  ++state.households.sizes[host.index()];
  const PersonId first = state.households.first_member[host.index()];
  state.persons.next[partner.index()] = state.persons.next[first.index()];
  state.persons.next[first.index()] = partner;
  set_flag(state.households.flags[host.index()], HouseholdFlag::couple);
}

void remove_with_members(State& state, HouseholdId household) {
  MINGLE_EXPECT(!state.households.is_housed(household));
  PersonId person = state.households.first_member[household.index()];
  while (person.exists()) {
    const PersonId next = state.persons.next[person.index()];
    state.persons.next[person.index()] = PersonId{};
    state.persons.free.push_back(person);
    person = next;
  }
  state.households.first_member[household.index()] = PersonId{};
  state.households.sizes[household.index()] = 0;
  remove_household(state, household);
}

void set_social_class(State& state,
                      HouseholdId household,
                      SocialClass social_class) {
  SocialClass& now = state.households.social_classes[household.index()];
  if (state.households.is_housed(household)) {
    const ZoneId zone = zone_of(state, household);
    --state.by_class.at(zone, static_cast<std::size_t>(now));
    ++state.by_class.at(zone, static_cast<std::size_t>(social_class));
  }
  now = social_class;
}

void refresh_household(State& state, HouseholdId household) {
  HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  if (table.sizes[row] == 0) return;
  const std::uint8_t group =
      state.persons.groups[table.first_member[row].index()];
  if (table.is_housed(household) && group != table.groups[row]) {
    const ZoneId zone = zone_of(state, household);
    --state.by_group.at(zone, table.groups[row]);
    ++state.by_group.at(zone, group);
  }
  table.groups[row] = group;
  table.compositions[row] = composition_of(state, household);
  table.bedrooms_needed[row] =
      static_cast<std::uint8_t>(bedrooms_needed(state, household));
}

void clear_changes(State& state) {
  for (GroupCounts& each : state.changes) {
    std::fill(each.values().begin(), each.values().end(), 0);
  }
}

}  // namespace mingle::housing
