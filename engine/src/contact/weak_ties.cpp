// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "weak_ties.h"

#include "passes.h"

#include <algorithm>
#include <cmath>

namespace mingle::contact {
namespace {

using Counts = std::array<std::uint8_t, slot_count>;

bool is_there(const housing::PersonTable& table, const WeakTies& ties) {
  const std::size_t row = ties.person.index();
  return row < table.size() && table.ids[row] == ties.id;
}

void lose_some(Tick& tick) {
  const double kept =
      std::exp(-tick.world.rules.weak_ties.dissolution * tick.world.tick_years);
  for (WeakTies& each : tick.state.weak_ties) {
    if (!is_there(tick.homes.persons, each)) {
      each.counts = {};
      continue;
    }
    Draws draws{address_in(tick.homes,
                           tick.state,
                           tick.seed,
                           Purpose::contact_weak_ties,
                           each.id)};
    for (std::uint8_t& count : each.counts) {
      const int before = count;
      for (int n = 0; n < before; ++n) {
        if (draws.uniform() >= kept) --count;
      }
    }
  }
  std::erase_if(tick.state.weak_ties,
                [](const WeakTies& each) { return each.counts == Counts{}; });
}

/// What levers bring about, by person.
std::vector<WeakTies> new_ones(const Tick& tick) {
  std::vector<WeakTies> made;
  for (const PersonAdjustment* own : tick.treated.all()) {
    const std::size_t group =
        tick.world.broad[tick.homes.persons.groups[own->person.index()]];
    WeakTies ties{.person = own->person, .id = own->id};
    for (std::size_t s = 0; s < slot_count; ++s) {
      ties.counts[s] = own->weak_ties[group_of_slot(group, s)];
    }
    if (ties.counts != Counts{}) made.push_back(ties);
  }
  return made;
}

bool earlier(const WeakTies& a, const WeakTies& b) {
  return a.person < b.person;
}

}  // namespace

void change_weak_ties(Tick& tick) {
  std::vector<WeakTies>& all = tick.state.weak_ties;
  lose_some(tick);
  const std::vector<WeakTies> made = new_ones(tick);
  if (made.empty()) return;
  const auto middle = static_cast<std::ptrdiff_t>(all.size());
  all.insert(all.end(), made.begin(), made.end());
  std::inplace_merge(all.begin(), all.begin() + middle, all.end(), earlier);
  std::size_t last = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].person != all[last].person) {
      all[++last] = all[i];
      continue;
    }
    for (std::size_t s = 0; s < slot_count; ++s) {
      all[last].counts[s] = static_cast<std::uint8_t>(
          std::min(255, all[last].counts[s] + all[i].counts[s]));
    }
  }
  all.resize(last + 1);
}

Acquaintances::Acquaintances(const std::vector<WeakTies>& ties,
                             const housing::PersonTable& table)
    : ties_{ties} {
  if (ties.empty()) return;
  marked_.resize(table.size() / 64 + 1);
  for (const WeakTies& each : ties) {
    if (!is_there(table, each)) continue;
    const std::size_t row = each.person.index();
    marked_[row / 64] |= std::uint64_t{1} << (row % 64);
  }
}

const WeakTies* Acquaintances::look_up(std::size_t row) const {
  return &*std::lower_bound(ties_.begin(),
                            ties_.end(),
                            row,
                            [](const WeakTies& each, std::size_t at) {
                              return each.person.index() < at;
                            });
}

}  // namespace mingle::contact
