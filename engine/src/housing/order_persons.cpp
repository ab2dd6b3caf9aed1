// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_persons.h"

#include <mingle/engine/assert.h>

namespace mingle::housing {
namespace {

/// Members household by household, then rows of nobody, those that will be
/// used first in front.
std::vector<PersonId> new_rows(const State& state) {
  const PersonTable& table = state.persons;
  std::vector<PersonId> to(table.size());
  std::size_t last = table.size();
  for (const PersonId person : table.free)
    to[person.index()] = PersonId{--last};
  std::size_t next = 0;
  for (PersonId person : state.households.first_member) {
    for (; person.exists(); person = table.next[person.index()]) {
      to[person.index()] = PersonId{next++};
    }
  }
  for (PersonId& row : to) {
    if (!row.exists()) row = PersonId{next++};
  }
  MINGLE_ENSURE(next == last);
  return to;
}

}  // namespace

std::vector<PersonId> order_persons(State& state) {
  std::vector<PersonId> to = new_rows(state);
  const auto rename = [&](PersonId& person) {
    if (person.exists()) person = to[person.index()];
  };
  PersonTable& table = state.persons;
  reorder(to, table.ids);
  reorder(to, table.next);
  reorder(to, table.born);
  reorder(to, table.groups);
  reorder(to, table.sexes);
  for (PersonId& person : table.next) rename(person);
  for (PersonId& person : table.free) rename(person);
  for (PersonId& person : table.added) rename(person);
  for (PersonId& person : state.households.first_member) rename(person);
  return to;
}

}  // namespace mingle::housing
