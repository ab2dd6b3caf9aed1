// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// Who meets whom in one authority, person by person, on some days: a graph in
/// compressed rows. An edge is one contact; two people may meet twice.
struct ContactNetwork {
  std::vector<PersonId> people;        ///< of the rows
  std::vector<std::uint8_t> groups;    ///< broad, of the rows
  std::vector<std::uint32_t> offsets;  ///< rows + 1
  std::vector<std::uint32_t> targets;  ///< rows; each contact is in both
  std::vector<Setting> settings;       ///< of each entry of targets
  int days = 1;

  std::size_t size() const { return people.size(); }
  std::span<const std::uint32_t> of(std::size_t row) const {
    return {targets.data() + offsets[row], offsets[row + 1] - offsets[row]};
  }
  /// Contacts a day between broad groups in a setting, own x other, as
  /// contacts_in() expects them.
  GroupMatrix contacts(Setting setting) const;
};

/// Draws contacts from the pools of the last tick: as many between two groups
/// of a pool as are expected in so many days, rounded up or down at random;
/// who of them, by how many contacts each has. What the pools expect is the
/// mean of what is drawn, but that nobody meets itself. Of people outside the
/// authority, colleagues and neighbours included, nobody is met here. In
/// parallel; the same for any number of threads.
ContactNetwork draw_network(const housing::World& housing,
                            const World& world,
                            const housing::State& homes,
                            const State& state,
                            AuthorityId authority,
                            std::uint64_t seed,
                            int days = 1);

/// Most memory that a network takes while it is drawn and used, bytes.
std::uint64_t network_bytes(const Rules& rules, std::size_t people);

/// What a network looks like as a graph. An acquaintance is somebody met at
/// least once.
struct NetworkMeasures {
  double people = 0;
  double mean_degree = 0;        ///< contacts a day of a person
  double acquaintances = 0;      ///< mean number
  double components = 0;         ///< persons who met nobody are each one
  double largest_component = 0;  ///< share of people in it
  /// Mean share of the pairs of a person's acquaintances who met, too, over
  /// `most_clustered` people at most.
  double clustering = 0;
  double assortativity = 0;  ///< of contacts, by broad group, -1 to 1
  GroupMatrix contacts{};    ///< a day of a person of the row's group
};
inline constexpr std::size_t most_clustered = 5000;

NetworkMeasures measure_network(const ContactNetwork& network);

}  // namespace mingle::contact
