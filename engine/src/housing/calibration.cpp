// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "sectors.h"
#include "start_census.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include <mingle/engine/calendar.h>

namespace mingle::housing {
namespace {

constexpr auto social = static_cast<std::size_t>(Sector::social);
constexpr auto rented = static_cast<std::size_t>(Sector::private_rented);

template <class Values>
double total(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double total_of(const std::vector<double>& rates,
                std::size_t authority,
                std::size_t groups) {
  const auto begin =
      rates.begin() + static_cast<std::ptrdiff_t>(authority * groups);
  return std::accumulate(
      begin, begin + static_cast<std::ptrdiff_t>(groups), 0.0);
}

/// Homes a year that are built and not demolished, by sector.
SectorShares supply_of(const World& world, AuthorityId authority) {
  SectorShares homes{};
  if (world.supply.empty()) return homes;
  const double years = (world.supply.back().tick + 1) * tick_years;
  for (const SupplyChange& change : world.supply) {
    if (world.base.authority_of(change.cell) != authority) continue;
    const Tenure tenure = tenure_of_kind(world.base.kind_of(change.cell));
    homes[static_cast<std::size_t>(sector_of(tenure))] +=
        change.dwellings / years;
  }
  return homes;
}

/// Households from elsewhere, a year.
struct Coming {
  double from_uk = 0;
  double from_abroad = 0;
  /// By class they lived in elsewhere in the study.
  std::array<ByReach, move_class_count> migrants{};
  /// By sector lived in: who leave because the totals have no room for them.
  SectorShares pushed_out{};

  double migrant_count() const {
    double all = 0;
    for (const ByReach& each : migrants) all += total(each);
    return all;
  }
  double all(const StartCensus& census) const {
    return from_uk + from_abroad + migrant_count() + total(census.formed[0]) +
           total(census.formed[1]);
  }
};

/// Share of those like arrivals who are of an age.
double arrivals_aged(const StartCensus& census, std::size_t old) {
  const double all = total(census.arrivals[0]) + total(census.arrivals[1]);
  return all > 0 ? total(census.arrivals[old]) / all : 0.0;
}

/// Of those who leave an authority for others of the study, the share that goes
/// to one of them. @param cumulative  row of the authority they leave
double share_to(std::span<const double> cumulative, std::size_t to) {
  if (cumulative.empty() || !(cumulative.back() > 0)) return 0.0;
  const double here = cumulative[to] - (to == 0 ? 0.0 : cumulative[to - 1]);
  return here > 0 ? here / cumulative.back() : 0.0;
}

/// Who comes from the other authorities of the study: as all groups together
/// go, as those who leave are known by class of home and not by group.
void add_migrants(const World& world,
                  const std::vector<StartCensus>& censuses,
                  std::size_t to,
                  Coming& coming) {
  const std::span<const double> cumulative{world.base.flows.cumulative};
  if (cumulative.empty()) return;
  for (std::size_t from = 0; from < censuses.size(); ++from) {
    const double share = share_to(
        cumulative.subspan(from * censuses.size(), censuses.size()), to);
    if (share == 0.0) continue;
    for (std::size_t c = 0; c < move_class_count; ++c) {
      for (std::size_t r = 0; r < coming.migrants[c].size(); ++r) {
        coming.migrants[c][r] += share * censuses[from].emigrants[c][r];
      }
    }
  }
}

/// Growth of a group that given totals ask for, persons a year.
double growth_of(const World& world, std::size_t type) {
  const auto& persons = world.targets.persons;
  const double years = static_cast<double>(persons.size() - 1) * tick_years;
  return years > 0 ? (persons.back()[type] - persons.front()[type]) / years
                   : 0.0;
}

/// As many of each group come, or leave beside those who do anyway, as the
/// totals need; from abroad and the country in the shares of the rates.
void hold_to_totals(const World& world,
                    const std::vector<StartCensus>& censuses,
                    std::size_t authority,
                    Coming& coming) {
  const std::vector<GroupCensus>& all = censuses[authority].groups;
  for (std::size_t g = 0; g < all.size(); ++g) {
    const std::size_t type = authority * all.size() + g;
    const GroupCensus& group = all[g];
    double need = growth_of(world, type) - group.natural + group.leaving;
    for (std::size_t from = 0; from < censuses.size(); ++from) {
      if (censuses[from].groups.empty()) continue;
      need -= share_to(world.destinations(from, g), authority) *
              censuses[from].groups[g].staying;
    }
    const double households = total(group.households);
    if (!(households > 0)) continue;
    need *= households / group.members;
    if (need > 0) {
      const double abroad = world.arrivals.from_abroad[type];
      const double rates = abroad + world.arrivals.from_uk[type];
      const double share = rates > 0 ? abroad / rates : 0.0;
      coming.from_abroad += share * need;
      coming.from_uk += (1.0 - share) * need;
      continue;
    }
    for (std::size_t c = 0; c < move_class_count; ++c) {
      coming.pushed_out[c / age_count] -=
          need * group.households[c] / households;
    }
  }
}

Coming coming_to(const World& world,
                 const std::vector<StartCensus>& censuses,
                 std::size_t authority) {
  const std::size_t groups = world.base.groups.size();
  Coming coming;
  add_migrants(world, censuses, authority, coming);
  if (world.targets.given()) {
    hold_to_totals(world, censuses, authority, coming);
  } else {
    coming.from_uk = total_of(world.arrivals.from_uk, authority, groups);
    coming.from_abroad =
        total_of(world.arrivals.from_abroad, authority, groups);
  }
  return coming;
}

/// One row for each set of what is within reach.
void add_rows(Origin origin,
              const ByReach& households,
              double scale,
              const SectorShares& shares,
              std::vector<FlowRow>& rows) {
  for (std::size_t reach = 0; reach < households.size(); ++reach) {
    rows.push_back({households[reach] * scale, shares, reach, origin});
  }
}

/// Scales so that the values add up to a total.
double scale_to(double wanted, double sum) {
  return sum > 0 ? wanted / sum : 0.0;
}

/// What an authority's homes and people say of moves, households a year.
struct Balance {
  ByMoveClass into{};     ///< into a home of the class, whoever moves
  SectorShares movers{};  ///< out of a sector, within the authority
  std::array<double, age_count> by_age{};  ///< movers by age
  double housed = 1;  ///< share of newcomers for whom homes exist
};

Balance balance_of(const World& world,
                   const StartCensus& census,
                   const Coming& coming,
                   AuthorityId authority) {
  const ByMoveClass rates = table_rates(world.rules.mobility);
  const double households = total(census.households);
  const double newcomers = coming.all(census);
  const SectorShares built = supply_of(world, authority);
  const double room =
      total(census.exits) + total(coming.pushed_out) + total(built);
  // Homes that are not built house nobody; those that nobody needs stay empty.
  const double rest = std::min(0.0, newcomers - room);
  Balance out;
  if (newcomers > room) out.housed = room / newcomers;
  std::array<double, age_count> into_by_age{};
  const double least_within = world.rules.mobility.least_within;
  for (std::size_t s = 0; s < sector_count; ++s) {
    const double stock =
        census.households[2 * s] + census.households[2 * s + 1];
    const double change =
        built[s] + (households > 0 ? rest * stock / households : 0.0) +
        world.rules.mobility.tenure_trend[s] / 100.0 * households;
    const double freed = change + census.exits[s] + coming.pushed_out[s];
    double surveyed = 0;
    for (std::size_t c = 2 * s; c < 2 * s + age_count; ++c) {
      out.into[c] = rates[c] * census.households[c];
      surveyed += out.into[c];
    }
    const double into = std::max(surveyed, freed + least_within * surveyed);
    out.movers[s] = into - freed;
    for (std::size_t old = 0; old < age_count && surveyed > 0; ++old) {
      out.into[2 * s + old] *= into / surveyed;
      into_by_age[old] += out.into[2 * s + old];
    }
  }
  std::array<double, age_count> migrants{};
  for (std::size_t c = 0; c < move_class_count; ++c) {
    migrants[c % age_count] += total(coming.migrants[c]);
  }
  for (std::size_t old = 0; old < age_count; ++old) {
    const double come =
        out.housed *
        (total(census.formed[old]) + migrants[old] +
         (coming.from_uk + coming.from_abroad) * arrivals_aged(census, old));
    out.by_age[old] =
        std::max(into_by_age[old] - come, least_within * into_by_age[old]);
  }
  return out;
}

/// Movers by class, from those by sector and by age; the survey's rates are
/// changed as little as these allow.
ByMoveClass movers_by_class(const World& world,
                            const StartCensus& census,
                            const Balance& balance) {
  constexpr int passes = 100;
  const ByMoveClass rates = table_rates(world.rules.mobility);
  ByMoveClass movers{};
  for (std::size_t c = 0; c < movers.size(); ++c) {
    movers[c] = rates[c] * census.households[c];
  }
  const double ages = total(balance.by_age);
  const double all = total(balance.movers);
  const auto scale_sectors = [&] {
    for (std::size_t s = 0; s < sector_count; ++s) {
      const double factor =
          scale_to(balance.movers[s], movers[2 * s] + movers[2 * s + 1]);
      movers[2 * s] *= factor;
      movers[2 * s + 1] *= factor;
    }
  };
  for (int pass = 0; pass < passes && ages > 0; ++pass) {
    scale_sectors();
    for (std::size_t old = 0; old < 2; ++old) {
      const double factor =
          scale_to(balance.by_age[old] / ages * all,
                   movers[old] + movers[2 + old] + movers[4 + old]);
      for (std::size_t s = 0; s < sector_count; ++s) {
        movers[2 * s + old] *= factor;
      }
    }
  }
  scale_sectors();
  return movers;
}

/// All who look for a home and are of an age.
std::vector<FlowRow> rows_of(const World& world,
                             const StartCensus& census,
                             const Coming& coming,
                             const ByMoveClass& movers,
                             double housed,
                             std::size_t old) {
  const Rules& rules = world.rules;
  constexpr std::array origins{
      Origin::owner, Origin::social, Origin::private_rented};
  std::vector<FlowRow> rows;
  for (const Sector from :
       {Sector::owner, Sector::social, Sector::private_rented}) {
    const auto s = static_cast<std::size_t>(from);
    const std::size_t c = 2 * s + old;
    // The flow into social homes counts those off the register too.
    const SectorShares shares = from == Sector::private_rented
                                    ? rules.mobility.transition[s]
                                    : mover_shares(world, from);
    add_rows(origins[s],
             census.movers[c],
             scale_to(movers[c], total(census.movers[c])),
             shares,
             rows);
    add_rows(Origin::migrated,
             coming.migrants[c],
             housed,
             migrant_shares(world, from),
             rows);
  }
  add_rows(Origin::formed,
           census.formed[old],
           housed,
           rules.mobility.new_household,
           rows);
  const double likely = total(census.arrivals[old]);
  const double come = housed * arrivals_aged(census, old);
  add_rows(Origin::arrived,
           census.arrivals[old],
           scale_to(come * coming.from_uk, likely),
           rules.migration.arrival_sector_uk,
           rows);
  add_rows(Origin::arrived,
           census.arrivals[old],
           scale_to(come * coming.from_abroad, likely),
           rules.migration.arrival_sector,
           rows);
  return rows;
}

/// Adds where those of some rows go.
void add_found(const std::vector<FlowRow>& rows,
               const SectorShares& pull,
               std::array<SectorShares, origin_count>& found) {
  for (const FlowRow& row : rows) {
    const SectorShares shares =
        within_reach(weighed(row.shares, pull), row.reach);
    for (std::size_t s = 0; s < sector_count; ++s) {
      found[static_cast<std::size_t>(row.origin)][s] +=
          row.households * shares[s];
    }
  }
}

}  // namespace

void Mobility::calibrate(State& state) const {
  const std::vector<StartCensus> censuses = take_census(world_, state);
  const ByMoveClass rates = table_rates(world_.rules.mobility);
  state.hazard_scale.clear();
  state.sector_pull.clear();
  state.expected_found.clear();
  state.expected_moved_in.clear();
  state.vacant_at_start.clear();
  for (std::size_t a = 0; a < censuses.size(); ++a) {
    const AuthorityId authority{a};
    const StartCensus& census = censuses[a];
    const Coming coming = coming_to(world_, censuses, a);
    const Balance balance = balance_of(world_, census, coming, authority);
    const ByMoveClass movers = movers_by_class(world_, census, balance);
    PullByAge pull{};
    std::array<SectorShares, origin_count> found{};
    for (std::size_t old = 0; old < age_count; ++old) {
      const std::vector<FlowRow> rows =
          rows_of(world_, census, coming, movers, balance.housed, old);
      pull[old] = fit_pull(
          rows,
          {balance.into[old], balance.into[2 + old], balance.into[4 + old]});
      add_found(rows, pull[old], found);
    }
    for (const SectorShares& each : found) {
      state.expected_found.insert(
          state.expected_found.end(), each.begin(), each.end());
    }
    state.expected_moved_in.insert(state.expected_moved_in.end(),
                                   balance.into.begin(),
                                   balance.into.end());
    const SectorCounts counts = count_sectors(world_, state, authority);
    for (std::size_t s = 0; s < sector_count; ++s) {
      state.vacant_at_start.push_back(counts.vacant_share(s));
    }
    for (std::size_t c = 0; c < move_class_count; ++c) {
      const std::size_t s = c / age_count;
      const SectorShares& here = pull[c % age_count];
      state.sector_pull.push_back(here[s]);
      // Private tenants who are let a social home do not decide to move.
      const double let =
          s == rented
              ? weighed(world_.rules.mobility.transition[rented], here)[social]
              : 0.0;
      // Nobody of a class yet: no pressure to bring down.
      state.hazard_scale.push_back(census.households[c] == 0
                                       ? rates[c]
                                       : (1.0 - let) * movers[c] /
                                             census.pressure[c]);
    }
  }
}

}  // namespace mingle::housing
