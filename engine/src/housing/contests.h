// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "choice.h"
#include "phases.h"

#include <cstdint>
#include <span>

namespace mingle::housing {

/// One application for a home on sale or to let.
struct Contest {
  std::uint32_t home = 0;    ///< place in the offer
  std::uint32_t search = 0;  ///< place in the authority's searches
};

/// Decides who gets a home with several applicants, in one authority and
/// round, and counts bids, applications and rejections.
class Contests {
 public:
  struct Setting {
    const World& world;
    const State& state;
    const Attraction& attraction;
    const Market& market;
    AuthorityId authority;
    std::uint64_t seed = 0;
    int round = 0;
    std::span<const Search> searches;
  };

  Contests(const Setting& setting, Flows& flows)
      : on_{setting}, flows_{flows} {}

  /// False where a quota on sales keeps the group out of the zone.
  bool may_buy(const Search& search, DwellingId home) const;
  /// The seller's choice among applications for one home. Bids in terms of the
  /// price: a household goes above or below it as it likes the home more or
  /// less than the mean home of the authority, and never beyond its means.
  /// The highest of at least the reserve wins; ties by a drawn order, then by
  /// the lower persistent id.
  /// @returns place in `applicants`; their number if no bid is high enough
  std::size_t sell(std::span<const Contest> applicants);
  /// The landlord's choice: a group that is discriminated against is picked
  /// less often, less so where it is concentrated.
  /// @returns place in `applicants`; their number if none is acceptable
  std::size_t let(std::span<const Contest> applicants);

 private:
  double bid(const Search& search, DwellingId home) const;
  double welcome(const Search& search, ZoneId zone) const;

  Setting on_;
  Flows& flows_;
};

}  // namespace mingle::housing
