// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_persons.h"

#include <mingle/engine/assert.h>

namespace mingle::housing {
namespace {

/// Members household by household, then rows of nobody, those that will be
/// used first in front.
std::vector<PersonId> wanted_order(const State& state) {
  const PersonTable& table = state.persons;
  std::vector<PersonId> order;
  order.reserve(table.size());
  std::vector<std::uint8_t> placed(table.size(), 0);
  const auto place = [&](PersonId person) {
    placed[person.index()] = 1;
    order.push_back(person);
  };
  for (PersonId person : state.households.first_member) {
    for (; person.exists(); person = table.next[person.index()]) place(person);
  }
  for (const PersonId person : table.free) placed[person.index()] = 1;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (placed[row] == 0) order.emplace_back(row);
  }
  order.insert(order.end(), table.free.rbegin(), table.free.rend());
  MINGLE_ENSURE(order.size() == table.size());
  return order;
}

}  // namespace

PersonOrder order_persons(State& state) {
  PersonOrder order;
  order.from = wanted_order(state);
  order.to.resize(order.from.size());
  for (std::size_t row = 0; row < order.from.size(); ++row) {
    order.to[order.from[row].index()] = PersonId{row};
  }
  const auto rename = [&](PersonId& person) {
    if (person.exists()) person = order.to[person.index()];
  };
  PersonTable& table = state.persons;
  reorder(order, table.ids);
  reorder(order, table.next);
  reorder(order, table.born);
  reorder(order, table.groups);
  reorder(order, table.sexes);
  for (PersonId& person : table.next) rename(person);
  for (PersonId& person : table.free) rename(person);
  for (PersonId& person : table.added) rename(person);
  for (PersonId& person : state.households.first_member) rename(person);
  return order;
}

}  // namespace mingle::housing
