// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contests.h"

#include "policy_read.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mingle::housing {
namespace {

/// Share of the residents or households of a zone; 0 in an empty one.
double share_of(std::int32_t part, std::int64_t whole) {
  return whole > 0 ? part / static_cast<double>(whole) : 0.0;
}

}  // namespace

bool Contests::may_buy(const Search& search, DwellingId home) const {
  const std::vector<double>& quota = on_.world.rules.owner.quota;
  if (search.sector != Sector::owner || quota.empty()) return true;
  const ZoneId zone =
      on_.world.base.zone_of(on_.state.dwellings.cells[home.index()]);
  const GroupCounts& counts = on_.state.by_group;
  return share_of(counts.at(zone, search.group), counts.zone_total(zone)) <
         quota[search.group];
}

/// Utility counts without its price and Gumbel terms.
double Contests::bid(const Search& search, DwellingId home) const {
  const mingle::World& base = on_.world.base;
  const ChoiceRules& choice = on_.world.rules.choice;
  const CellId cell = on_.state.dwellings.cells[home.index()];
  const std::size_t kind = base.kind_of(cell);
  const std::size_t zone = base.local_zone[base.zone_of(cell).index()];
  const double* attraction =
      on_.attraction.movers(on_.authority, search.group, search.social_class);
  const double mean = on_.attraction.mean_utility(
      on_.authority, search.group, search.social_class);
  const bool room = bedrooms_of_kind(kind) >= search.bedrooms;
  double liked =
      std::log(attraction[zone]) - mean - (room ? 0.0 : choice.bedrooms);
  if (search.outlook != 0) {
    liked += on_.attraction.log_tilt_over_mean(
        on_.authority, search.group, search.outlook, zone);
  }
  const double means =
      affordable(choice, Sector::owner, income_band(search.income)) /
      on_.market.price(kind, zone);
  return std::min(std::exp(on_.world.rules.owner.bid_spread * liked), means);
}

std::size_t Contests::sell(std::span<const Contest> applicants) {
  const DwellingId home =
      on_.market.offer(Sector::owner).dwellings[applicants.front().home];
  std::size_t best = applicants.size();
  double highest = 0;
  std::pair<std::uint64_t, std::uint64_t> order;
  for (std::size_t i = 0; i < applicants.size(); ++i) {
    const Search& search = on_.searches[applicants[i].search];
    ++flows_.at(Flow::owner_bids, search.group);
    const double bid = this->bid(search, home);
    const std::pair rank{
        random_bits(address_in(on_.state,
                               on_.seed,
                               Purpose::contest,
                               search.id,
                               static_cast<std::uint64_t>(on_.round)))[0],
        ~search.id};
    const bool beats = best == applicants.size() || bid > highest ||
                       (bid == highest && rank > order);
    if (bid < on_.world.rules.owner.reserve || !beats) continue;
    best = i;
    highest = bid;
    order = rank;
  }
  for (std::size_t i = 0; i < applicants.size(); ++i) {
    if (i == best) continue;
    const Search& search = on_.searches[applicants[i].search];
    ++flows_.at(Flow::owner_outbid, search.group);
  }
  return best;
}

/// Weight of an applicant, 0 to 1.
double Contests::welcome(const Search& search, ZoneId zone) const {
  const PrivateRules& rules = on_.world.rules.private_rented;
  if (!rules.discrimination) return 1.0;
  const GroupCounts& counts = on_.state.residents;
  const double share =
      share_of(counts.at(zone, search.group), counts.zone_total(zone));
  const std::size_t authority =
      on_.world.base.zones.authorities[zone.index()].index();
  const double gap =
      landlord_gap(on_.world, on_.state, authority, search.group);
  return 1.0 - gap * (1.0 - rules.concentration * share);
}

std::size_t Contests::let(std::span<const Contest> applicants) {
  const DwellingId home = on_.market.offer(Sector::private_rented)
                              .dwellings[applicants.front().home];
  const ZoneId zone =
      on_.world.base.zone_of(on_.state.dwellings.cells[home.index()]);
  double total = 0;
  for (const Contest& each : applicants) {
    total += welcome(on_.searches[each.search], zone);
  }
  double left = total * unit_interval(random_bits(address_in(
                            on_.state,
                            on_.seed,
                            Purpose::landlord,
                            on_.state.dwellings.id(home),
                            static_cast<std::uint64_t>(on_.round)))[0]);
  std::size_t chosen = applicants.size();
  for (std::size_t i = 0; i < applicants.size(); ++i) {
    const double weight = welcome(on_.searches[applicants[i].search], zone);
    if (weight <= 0) continue;
    chosen = i;  // the last acceptable one if rounding carries past the end
    if (left < weight) break;
    left -= weight;
  }
  for (std::size_t i = 0; i < applicants.size(); ++i) {
    const std::size_t group = on_.searches[applicants[i].search].group;
    ++flows_.at(Flow::private_applications, group);
    if (i != chosen) ++flows_.at(Flow::private_rejections, group);
  }
  return chosen;
}

}  // namespace mingle::housing
