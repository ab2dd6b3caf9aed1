// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "sectors.h"

#include "choice.h"

#include <algorithm>
#include <cmath>

namespace mingle::housing {
namespace {

constexpr auto owner = static_cast<std::size_t>(Sector::owner);
constexpr auto social = static_cast<std::size_t>(Sector::social);
constexpr auto rented = static_cast<std::size_t>(Sector::private_rented);

}  // namespace

SectorShares mover_shares(const World& world, Sector from) {
  SectorShares shares =
      world.rules.mobility.transition[static_cast<std::size_t>(from)];
  if (from == Sector::owner) {
    shares[owner] += shares[social];
    shares[social] = 0;
  } else if (from == Sector::private_rented) {
    shares[social] = 0;
    shares = weighed(shares, {1.0, 1.0, 1.0});
  }
  return shares;
}

SectorShares migrant_shares(const World& world, Sector from) {
  SectorShares shares =
      world.rules.mobility.transition[static_cast<std::size_t>(from)];
  shares[from == Sector::owner ? owner : rented] += shares[social];
  shares[social] = 0;
  return shares;
}

SectorShares weighed(const SectorShares& shares, const SectorShares& pull) {
  SectorShares out{};
  double total = 0;
  for (std::size_t s = 0; s < sector_count; ++s) {
    out[s] = shares[s] * pull[s];
    total += out[s];
  }
  if (!(total > 0)) return shares;
  for (double& share : out) share /= total;
  return out;
}

Sector draw_sector(const SectorShares& shares, double u) {
  if (u < shares[owner]) return Sector::owner;
  return u < shares[owner] + shares[social] ? Sector::social
                                            : Sector::private_rented;
}

SectorCounts count_sectors(const World& world,
                           const State& state,
                           AuthorityId authority) {
  SectorCounts counts;
  const Vacancies& vacancies = state.vacancies[authority.index()];
  const std::size_t zones = world.base.authority_zones(authority);
  for (std::size_t i = 0; i < vacancies.counts.size(); ++i) {
    counts.vacant[static_cast<std::size_t>(
        sector_of(tenure_of_kind(i / zones)))] += vacancies.counts[i];
  }
  for (const ZoneId zone : world.base.authorities.zones[authority.index()]) {
    const auto row = state.by_tenure.row(zone);
    for (std::size_t t = 0; t < row.size(); ++t) {
      counts.lived_in[static_cast<std::size_t>(
          sector_of(static_cast<Tenure>(t)))] += row[t];
    }
  }
  return counts;
}

PullByAge pull_now(const World& world,
                   const State& state,
                   AuthorityId authority,
                   const SectorCounts& homes) {
  PullByAge pull{};
  for (std::size_t c = 0; c < move_class_count; ++c) {
    pull[c % age_count][c / age_count] =
        state.sector_pull[authority.index() * move_class_count + c];
  }
  const double power = world.rules.mobility.tenure_response;
  if (power == 0.0) return pull;
  const std::size_t at = authority.index() * sector_count;
  // How much scarcer each has become; what both have in common sends nobody
  // from one to the other.
  const double to_buy =
      homes.vacant_share(owner) / state.vacant_at_start[at + owner];
  const double to_rent =
      homes.vacant_share(rented) / state.vacant_at_start[at + rented];
  const double root = std::pow(to_buy / to_rent, power / 2);
  for (SectorShares& each : pull) {
    each[owner] *= root;
    each[rented] /= root;
  }
  return pull;
}

double vacancy_pull_now(const World& world,
                        const State& state,
                        AuthorityId authority,
                        const SectorCounts& homes) {
  const double power = world.rules.migration.vacancy_response;
  if (power == 0.0 || world.targets.given()) return 1.0;
  const double* start =
      state.vacant_at_start.data() + authority.index() * sector_count;
  const double more = homes.vacant_share(owner) / start[owner] *
                      homes.vacant_share(rented) / start[rented];
  return more > 1.0 ? std::pow(more, power / 2) : 1.0;
}

std::size_t Reach::income_band_of(std::uint16_t income) {
  static_assert(bands == income_bands);
  return income_band(income);
}

namespace {

struct Priced {
  double price;
  double homes;
  bool operator<(const Priced& other) const { return price < other.price; }
};

/// Homes on offer in a sector that are large enough for a need, by zone and
/// kind.
std::vector<Priced> homes_for(const World& world,
                              const State& state,
                              AuthorityId authority,
                              Sector sector,
                              std::size_t need) {
  const auto& zones = world.base.authorities.zones[authority.index()];
  const Vacancies& vacancies = state.vacancies[authority.index()];
  const std::size_t priced = sector == Sector::owner ? 0 : 1;
  std::vector<Priced> found;
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    if (sector_of(tenure_of_kind(kind)) != sector ||
        bedrooms_of_kind(kind) + 1 < need) {
      continue;
    }
    for (std::size_t z = 0; z < zones.size(); ++z) {
      const double homes = vacancies.counts[kind * zones.size() + z];
      if (homes == 0) continue;
      found.push_back(
          {world.base_prices[world.base.cell(zones[z], kind).index()] *
               std::exp(state.log_prices[zones[z].index() * 2 + priced]),
           homes});
    }
  }
  return found;
}

/// Price of the dearest of the cheapest homes, of which there is one in
/// `homes_for_one`.
double low_price(std::vector<Priced> homes, double homes_for_one) {
  std::sort(homes.begin(), homes.end());
  double all = 0;
  for (const Priced& each : homes) all += each.homes;
  double left = std::ceil(all / homes_for_one);
  for (const Priced& each : homes) {
    left -= each.homes;
    if (left <= 0) return each.price;
  }
  return homes.back().price;
}

}  // namespace

Reach::Reach(const World& world, const State& state, AuthorityId authority) {
  for (const Sector sector : {Sector::owner, Sector::private_rented}) {
    for (std::size_t need = 0; need < bedroom_class_count; ++need) {
      const std::vector<Priced> homes =
          homes_for(world, state, authority, sector, need);
      if (homes.empty()) continue;
      const double price = low_price(homes, world.rules.mobility.homes_for_one);
      for (std::size_t band = 0; band < bands; ++band) {
        can_[sector == Sector::owner ? 0 : 1][need][band] =
            affordable(world.rules.choice, sector, band) > price;
      }
    }
  }
}

void find_means(const World& world,
                const State& state,
                HouseholdId like,
                const Reach& reach,
                Search& search) {
  const Search plain = search;
  if (like.exists()) count_means(world, state, like, search);
  if (search.sector == Sector::social ||
      reach.has(search.sector, search.bedrooms, search.income)) {
    return;
  }
  Search other = plain;
  other.sector =
      search.sector == Sector::owner ? Sector::private_rented : Sector::owner;
  if (like.exists()) count_means(world, state, like, other);
  if (other.sector == Sector::private_rented ||
      reach.has(other.sector, other.bedrooms, other.income)) {
    search = other;
  }
}

SectorShares within_reach(SectorShares shares, std::size_t reach) {
  const bool buys = (reach & 1U) != 0;
  const bool rents = (reach & 2U) != 0;
  const SectorShares wanted = shares;
  if (!buys) {
    shares[owner] = 0;
    shares[rented] += wanted[owner];
  } else if (!rents) {
    shares[owner] += wanted[rented];
    shares[rented] = 0;
  }
  return shares;
}

SectorShares fit_pull(const std::vector<FlowRow>& rows,
                      const SectorShares& totals) {
  constexpr int passes = 200;
  constexpr double close_enough = 1e-9;
  const double wanted = totals[owner] + totals[social] + totals[rented];
  SectorShares pull{1.0, 1.0, 1.0};
  for (int pass = 0; pass < passes; ++pass) {
    SectorShares sums{};
    for (const FlowRow& row : rows) {
      const SectorShares shares =
          within_reach(weighed(row.shares, pull), row.reach);
      for (std::size_t s = 0; s < sector_count; ++s) {
        sums[s] += row.households * shares[s];
      }
    }
    const double all = sums[owner] + sums[social] + sums[rented];
    double off = 0;
    for (std::size_t s = 0; s < sector_count; ++s) {
      if (!(sums[s] > 0) || !(totals[s] > 0)) continue;
      const double factor = totals[s] / wanted * all / sums[s];
      off = std::max(off, std::abs(factor - 1.0));
      pull[s] *= factor;
    }
    if (off < close_enough) break;
  }
  return pull;
}

}  // namespace mingle::housing
