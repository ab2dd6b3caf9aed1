// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_rows.h"

#include <algorithm>

namespace mingle::contact {

housing::PersonOrder order_rows(housing::State& homes, State& state) {
  housing::PersonOrder order = housing::order_persons(homes);
  housing::reorder(order, state.persons);
  for (ProgrammeEffect& each : state.programmes) {
    each.person = order.to[each.person.index()];
  }
  for (WeakTies& each : state.weak_ties) {
    each.person = order.to[each.person.index()];
  }
  std::stable_sort(
      state.weak_ties.begin(),
      state.weak_ties.end(),
      [](const WeakTies& a, const WeakTies& b) { return a.person < b.person; });
  return order;
}

}  // namespace mingle::contact
