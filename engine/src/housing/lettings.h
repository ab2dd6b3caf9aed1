// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "choice.h"
#include "phases.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace mingle::housing {

/// A household on the register and what decides its turn.
struct Claim {
  std::uint32_t search = 0;  ///< place in the authority's searches
  std::uint64_t score = 0;   ///< higher first
  std::uint64_t lottery =
      0;                 ///< of equal scores: drawn each tick, higher first
  std::uint64_t id = 0;  ///< of equal lots: lower first
};

/// Whether the first has the better claim; no two are equal.
bool comes_before(const Claim& a, const Claim& b);

/// A social home let to a search.
struct Letting {
  std::uint32_t search = 0;
  DwellingId home;
  LettingRule rule = LettingRule::direct;
};

/// What is to know of an authority to let its social homes in a round.
struct LettingRound {
  const World* world = nullptr;
  const State* state = nullptr;
  AuthorityId authority;
  std::uint64_t seed = 0;
  std::span<const Search> searches;
  std::span<const std::uint8_t> placed;  ///< by search: has found a home
};

/// Claims of all who may be let a home and need from `least` to `most`
/// bedrooms (classes), by a rule; in no order.
std::vector<Claim> claims_of(const LettingRound& round,
                             std::size_t least,
                             std::size_t most,
                             LettingRule rule);

/// The rule by which a vacancy is let in this tick; the same in every round.
LettingRule rule_of(const World& world,
                    const State& state,
                    std::uint64_t seed,
                    DwellingId dwelling);

/// Fewest bedrooms needed (class) for which a social home of each size is let
/// in a round: as many as it has, or up to `spare_bedrooms` fewer where nobody
/// who needs more is waiting.
using LeastNeed = std::array<std::size_t, bedroom_class_count>;
LeastNeed least_need(const LettingRound& round);

/// Vacant social homes of an authority, those let directly apart from those
/// that households bid for. Cells keep their order.
struct SocialHomes {
  Offer bids;                      ///< by choice or by points
  std::vector<DwellingId> direct;  ///< ascending
};
void split_social_homes(const World& world,
                        const State& state,
                        std::uint64_t seed,
                        AuthorityId authority,
                        SocialHomes& out);

/// Whether the caps of a zone, on urgent need and for research on groups,
/// leave room for letting a home to a household as things stand.
bool within_caps(const World& world,
                 const State& state,
                 const Search& search,
                 DwellingId home);

/// Priority of a household under a rule: band, then waiting time; or points.
std::uint64_t score_of(const World& world,
                       const State& state,
                       HouseholdId household,
                       LettingRule rule);

/// Homes offered in turn to whoever comes first among those whose need they
/// meet, who may refuse; homes in order of row. Counts refusals.
std::vector<Letting> let_directly(const LettingRound& round,
                                  std::span<const DwellingId> homes,
                                  const LeastNeed& least,
                                  Flows& flows);

/// Gives the bids of a search, as many as `adverts`: places in the offer, best
/// first, then no_home.
using BidFunction =
    std::function<void(std::uint32_t search, std::span<std::uint32_t> bids)>;

/// Homes bid for: each household's bids in order of preference, each home to
/// the bidder with the highest score, by deferred acceptance: the outcome is
/// the one stable match that is best for households, whatever their order.
/// Households are asked in order of their claims, and only those that could
/// still win a home: of a long register few.
/// @source Gale and Shapley 1962, College admissions and the stability of
///         marriage.
std::vector<Letting> let_by_bids(const LettingRound& round,
                                 const Offer& offer,
                                 const LeastNeed& least,
                                 std::size_t adverts,
                                 const BidFunction& bid);

}  // namespace mingle::housing
