// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// Weak ties of persons, found by row.
class Acquaintances {
 public:
  /// @param ties  by person; must outlive it
  Acquaintances(const std::vector<WeakTies>& ties,
                const housing::PersonTable& table);
  bool any() const { return !marked_.empty(); }
  /// Null for who has none.
  const WeakTies* find(std::size_t row) const {
    if (marked_.empty() || (marked_[row / 64] >> (row % 64) & 1U) == 0) {
      return nullptr;
    }
    return look_up(row);
  }

 private:
  const WeakTies* look_up(std::size_t row) const;

  const std::vector<WeakTies>& ties_;
  std::vector<std::uint64_t> marked_;  ///< a bit a row
};

/// Some end, each with the same probability; then those begin that levers
/// bring about in this tick.
void change_weak_ties(struct Tick& tick);

}  // namespace mingle::contact
