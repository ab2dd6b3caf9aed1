// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "order_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mingle::contact {
namespace {

/// Rows in the new order, half of each and then the other: a second column of
/// whole rows would be a gigabyte for all England.
void reorder_halves(const housing::PersonOrder& order,
                    std::vector<Traits>& rows) {
  constexpr std::size_t rows_at_once = 65'536;
  constexpr std::size_t half = sizeof(std::uint64_t);
  static_assert(sizeof(Traits) == 2 * half);
  std::vector<std::uint64_t> moved(rows.size());
  for (const std::size_t first : {std::size_t{0}, half}) {
    const auto part_of = [&](std::size_t row) {
      return reinterpret_cast<std::byte*>(rows.data() + row) + first;
    };
    const auto for_rows = [&](const auto& move) {
      parallel_for_blocks(rows.size(),
                          rows_at_once,
                          [&](std::size_t, std::size_t begin, std::size_t end) {
                            for (std::size_t row = begin; row < end; ++row)
                              move(row);
                          });
    };
    for_rows([&](std::size_t row) {
      std::memcpy(&moved[row], part_of(order.from[row].index()), half);
    });
    for_rows(
        [&](std::size_t row) { std::memcpy(part_of(row), &moved[row], half); });
  }
}

}  // namespace

housing::PersonOrder order_rows(housing::State& homes, State& state) {
  housing::PersonOrder order = housing::order_persons(homes);
  reorder_halves(order, state.persons);
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
