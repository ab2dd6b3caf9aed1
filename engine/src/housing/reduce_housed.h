// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/engine/housing/households.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {

/// Sum over the households that have a home, with the same digits for any
/// number of threads.
/// @tparam T  begins as T{}, has +=
/// @param grain  households in a block; floating-point sums depend on it
/// @param add  `add(household, part)` adds one household to a T
template <class T, class F>
T reduce_housed(const HouseholdTable& table, std::size_t grain, const F& add) {
  return deterministic_reduce(
      table.size(), grain, T{}, [&](std::size_t begin, std::size_t end) {
        T part{};
        for (std::size_t i = begin; i < end; ++i) {
          const HouseholdId household{i};
          if (table.is_housed(household)) add(household, part);
        }
        return part;
      });
}

}  // namespace mingle::housing
