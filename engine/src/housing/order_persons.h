// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {

/// Puts rows of persons into the order of their households, and rows that are
/// free behind them, so that passes along lists of members read what lies side
/// by side. No result depends on it: rows are exchanged wherever a state names
/// them, and whoever else keeps rows must exchange them too.
/// @returns the new row of each old one, those of nobody too
std::vector<PersonId> order_persons(State& state);

/// A column in the new order. Four bytes of each row are moved at a time: a
/// second column of whole rows would be a gigabyte for all England.
template <class T>
void reorder(std::span<const PersonId> to, std::vector<T>& column) {
  static_assert(std::is_trivially_copyable_v<T>);
  constexpr std::size_t rows_per_block = 65'536;
  constexpr std::size_t part = sizeof(T) < 4 ? sizeof(T) : 4;
  static_assert(sizeof(T) % part == 0);
  std::vector<std::array<std::byte, part>> moved(column.size());
  const auto for_rows = [&](const auto& move) {
    parallel_for_blocks(column.size(),
                        rows_per_block,
                        [&](std::size_t, std::size_t begin, std::size_t end) {
                          for (std::size_t row = begin; row < end; ++row) {
                            move(row);
                          }
                        });
  };
  for (std::size_t first = 0; first < sizeof(T); first += part) {
    const auto part_of = [&](std::size_t row) {
      return reinterpret_cast<std::byte*>(column.data() + row) + first;
    };
    for_rows([&](std::size_t row) {
      std::memcpy(&moved[to[row].index()], part_of(row), part);
    });
    for_rows(
        [&](std::size_t row) { std::memcpy(part_of(row), &moved[row], part); });
  }
}

}  // namespace mingle::housing
