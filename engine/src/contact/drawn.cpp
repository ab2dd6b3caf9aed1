// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "drawn.h"

#include "whereabouts.h"

namespace mingle::contact {
namespace {

Drawn drawn_by(const ContactNetwork& network, std::size_t row) {
  const std::size_t own = network.groups[row];
  const float share = 1.0F / static_cast<float>(network.days);
  Drawn out;
  const auto add =
      [&](std::array<float, slot_count>& met, float& all, std::size_t other) {
        all += share;
        if (other != own) met[slot_of_group(own, other)] += share;
      };
  for (std::size_t i = network.offsets[row]; i < network.offsets[row + 1];
       ++i) {
    const std::size_t other = network.groups[network.targets[i]];
    switch (network.settings[i]) {
      case Setting::neighbourhood:
        add(out.near, out.all_near, other);
        break;
      case Setting::venue:
        add(out.venue, out.all_venue, other);
        break;
      default:
        add(out.place, out.all_place, other);
        break;
    }
  }
  return out;
}

}  // namespace

std::vector<Drawn> drawn_contacts(const ContactNetwork& network,
                                  std::size_t persons) {
  std::vector<Drawn> drawn(persons);
  parallel_for_blocks(network.size(),
                      rows_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        for (std::size_t row = begin; row < end; ++row) {
                          drawn[network.people[row].index()] =
                              drawn_by(network, row);
                        }
                      });
  return drawn;
}

}  // namespace mingle::contact
