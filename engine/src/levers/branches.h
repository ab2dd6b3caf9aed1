// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace mingle::levers {

/// Steps arms that have one start: together at first, each with a copy of its
/// own from the tick on in which it parts.
/// @param now   has `tick()`; one copy besides is alive at a time
/// @param arms  numbers of the arms that are together
/// @param part  by arm: parting_tick()
/// @param step  `step(now, arms)` moves on by a tick
template <class Now, class Step>
void step_arms(Now now,
               std::vector<std::size_t> arms,
               std::span<const int> part,
               int ticks,
               const Step& step) {
  while (now.tick() < ticks) {
    for (std::size_t i = 0; arms.size() > 1 && i < arms.size();) {
      if (part[arms[i]] > now.tick()) {
        ++i;
        continue;
      }
      step_arms(Now{now}, {arms[i]}, part, ticks, step);
      arms.erase(arms.begin() + static_cast<std::ptrdiff_t>(i));
    }
    step(now, arms);
  }
}

}  // namespace mingle::levers
