// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_rows.h"

#include <algorithm>

namespace mingle::contact {

std::vector<PersonId> order_rows(housing::State& homes, State& state) {
  std::vector<PersonId> to = housing::order_persons(homes);
  housing::reorder(to, state.persons);
  for (ProgrammeEffect& each : state.programmes) {
    each.person = to[each.person.index()];
  }
  for (WeakTies& each : state.weak_ties) {
    each.person = to[each.person.index()];
  }
  std::stable_sort(
      state.weak_ties.begin(),
      state.weak_ties.end(),
      [](const WeakTies& a, const WeakTies& b) { return a.person < b.person; });
  return to;
}

}  // namespace mingle::contact
