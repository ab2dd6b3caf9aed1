// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

namespace mingle::housing {

void count_sought(TickWork& work) {
  for (AuthorityWork& authority : work.authorities) {
    for (const Search& search : authority.searches) {
      ++authority.flows.at(Flow::sought,
                           Flows::by_origin(search.from, search.sector));
    }
  }
}

void rent_meanwhile(TickWork& work) {
  for (AuthorityWork& authority : work.authorities) {
    for (Search& search : authority.searches) {
      const bool newcomer = search.reason == SearchReason::form ||
                            search.reason == SearchReason::arrive;
      if (newcomer && search.sector == Sector::social) {
        search.sector = Sector::private_rented;
      }
    }
  }
}

}  // namespace mingle::housing
