// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lanes4.h"

#include <array>
#include <vector>

#include <mingle/engine/contact/network.h>

namespace mingle::contact {

/// Contacts a day of a person as drawn, by slot, and with anybody.
struct Drawn {
  std::array<float, slot_count> near{};
  std::array<float, slot_count> place{};  ///< school or work
  std::array<float, slot_count> venue{};
  float all_near = 0;
  float all_place = 0;
  float all_venue = 0;
};

/// What each person has of a network, by row of persons; nothing for those
/// who are not in it.
std::vector<Drawn> drawn_contacts(const ContactNetwork& network,
                                  std::size_t persons);

}  // namespace mingle::contact
