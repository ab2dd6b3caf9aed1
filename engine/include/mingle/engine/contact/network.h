// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// Who meets whom on one day in one authority, person by person: a graph in
/// compressed rows. An edge is one contact; two people may meet twice.
struct ContactNetwork {
  std::vector<PersonId> people;        ///< of the rows
  std::vector<std::uint8_t> groups;    ///< broad, of the rows
  std::vector<std::uint32_t> offsets;  ///< rows + 1
  std::vector<std::uint32_t> targets;  ///< rows; each contact is in both
  std::vector<Setting> settings;       ///< of each entry of targets

  std::size_t size() const { return people.size(); }
  std::span<const std::uint32_t> of(std::size_t row) const {
    return {targets.data() + offsets[row], offsets[row + 1] - offsets[row]};
  }
  /// Contacts between broad groups in a setting, own x other, as
  /// contacts_in() expects them.
  GroupMatrix contacts(Setting setting) const;
};

/// Draws the contacts of one day from the pools of the last tick: as many
/// between two groups of a pool as are expected, rounded up or down at
/// random; who of them, by how many contacts each has. What the pools expect
/// is the mean of what is drawn. Of people outside the authority, colleagues
/// and neighbours included, nobody is met here.
ContactNetwork draw_network(const housing::World& housing,
                            const World& world,
                            const housing::State& homes,
                            const State& state,
                            AuthorityId authority,
                            std::uint64_t seed);

}  // namespace mingle::contact
