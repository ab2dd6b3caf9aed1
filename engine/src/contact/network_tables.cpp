// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "network_tables.h"

#include <mingle/engine/contact/network.h>

namespace mingle::contact {

std::vector<TableSpec> network_specs() {
  std::vector<TableSpec> all;
  const auto scalar =
      [&all](const char* path, const char* unit, const char* words) {
        all.push_back({path, {}, unit, words, true});
      };
  scalar("/network/mean_degree",
         "day-1",
         "contacts a day of a person near home, at school, at work and in "
         "venues, as drawn");
  scalar("/network/acquaintances",
         "1",
         "mean number of people whom a person met in contact.network_days");
  scalar("/network/components",
         "1",
         "components; who met nobody is one of its own");
  scalar("/network/largest_component", "1", "share of people in the largest");
  scalar("/network/clustering",
         "1",
         "share of the pairs of a person's acquaintances who met, too; mean "
         "over 5,000 people");
  scalar("/network/assortativity",
         "1",
         "assortativity of contacts by broad group, -1 to 1");
  all.push_back({"/network/contacts",
                 {"group5", "group5_other"},
                 "day-1",
                 "contacts a day of a person of the row group with the column "
                 "group, as drawn",
                 true});
  return all;
}

std::vector<std::vector<double>> network_values(const housing::World& housing,
                                                const World& world,
                                                const housing::State& homes,
                                                const State& state,
                                                std::uint64_t seed) {
  const NetworkMeasures seen =
      measure_network(draw_network(housing,
                                   world,
                                   homes,
                                   state,
                                   AuthorityId{std::size_t{0}},
                                   seed,
                                   world.rules.settings.network_days));
  std::vector<double> contacts;
  for (std::size_t a = 0; a < world.broad_count(); ++a) {
    for (std::size_t b = 0; b < world.broad_count(); ++b) {
      contacts.push_back(seen.contacts[a * max_broad + b]);
    }
  }
  return {{seen.mean_degree},
          {seen.acquaintances},
          {seen.components},
          {seen.largest_component},
          {seen.clustering},
          {seen.assortativity},
          std::move(contacts)};
}

}  // namespace mingle::contact
