// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {

/// An exchange of rows of persons: all rows, those of nobody too.
struct PersonOrder {
  std::vector<PersonId> from;  ///< old row, by new row
  std::vector<PersonId> to;    ///< new row, by old row
};

/// Puts rows of persons into the order of their households, and rows that are
/// free behind them, so that passes along lists of members read what lies side
/// by side. No result depends on it: rows are exchanged wherever a state names
/// them, and whoever else keeps rows must exchange them too.
PersonOrder order_persons(State& state);

/// A column in the new order; room for more rows stays.
template <class T>
void reorder(const PersonOrder& order, std::vector<T>& column) {
  constexpr std::size_t rows_per_block = 65'536;
  std::vector<T> ordered;
  ordered.reserve(column.capacity());
  ordered.resize(column.size());
  parallel_for_blocks(column.size(),
                      rows_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        for (std::size_t row = begin; row < end; ++row) {
                          ordered[row] = column[order.from[row].index()];
                        }
                      });
  column = std::move(ordered);
}

}  // namespace mingle::housing
