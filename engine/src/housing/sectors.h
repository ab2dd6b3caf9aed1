// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <array>
#include <vector>

namespace mingle::housing {

/// Prior shares of those who move within an authority, as a household of the
/// sector can carry them out: owners cannot be let a social home, and private
/// tenants get one from the register, not by deciding to move.
SectorShares mover_shares(const World& world, Sector from);
/// The same for those who go to another authority, where none of them is on
/// the register.
SectorShares migrant_shares(const World& world, Sector from);

/// Shares times the pull of each sector, made to add up to 1; as they are
/// where the pull leaves nothing.
SectorShares weighed(const SectorShares& shares, const SectorShares& pull);

/// The sector sought, by a draw in [0, 1).
Sector draw_sector(const SectorShares& shares, double u);

/// Homes of an authority by sector; from the lists of vacancies and the
/// households housed.
struct SectorCounts {
  SectorShares vacant{};
  SectorShares lived_in{};

  /// Vacant homes over all homes of a sector, one added to both.
  double vacant_share(std::size_t sector) const {
    return (vacant[sector] + 1.0) / (lived_in[sector] + vacant[sector] + 1.0);
  }
  double households() const { return lived_in[0] + lived_in[1] + lived_in[2]; }
};
SectorCounts count_sectors(const World& world,
                           const State& state,
                           AuthorityId authority);

/// What draws households to each sector now: the balanced pull, for buying
/// against renting times (how much scarcer one has become than the other, by
/// the vacant shares now and at the start) to the power `tenure_response`.
PullByAge pull_now(const World& world,
                   const State& state,
                   AuthorityId authority,
                   const SectorCounts& homes);

/// Factor on those who come to an authority, from anywhere, where totals are
/// free: how much more stands empty now than at the start, homes for sale and
/// for rent alike (the mean of both in logs), to the power
/// `migration.vacancy_response`. At least 1: where less stands empty, who comes
/// and finds no home is turned away.
double vacancy_pull_now(const World& world,
                        const State& state,
                        AuthorityId authority,
                        const SectorCounts& homes);

/// Households a year of one origin, with the shares in which they seek.
struct FlowRow {
  double households = 0;
  SectorShares shares{};
  std::size_t reach = 3;  ///< 1 a home for sale + 2 one to rent privately
  Origin origin = Origin::formed;
};

/// What becomes of shares when some homes are out of reach: who cannot buy
/// looks for a home to rent; who can buy but not rent, for one to buy.
SectorShares within_reach(SectorShares shares, std::size_t reach);

/// Sets the income of a search that has a sector by what `like` has shown that
/// it can pay, and turns it to renting where homes for sale are out of reach,
/// or to buying where only those are within reach.
/// @param like   housed: the household, or one that it is like; or none
/// @param reach  of the authority searched in
void find_means(const World& world,
                const State& state,
                HouseholdId like,
                const Reach& reach,
                Search& search);

/// Factors on the shares that make what each sector receives meet its total
/// with the least change of the shares (least relative entropy). A sector
/// without a total or that nobody seeks keeps the factor 1. Where no factors
/// meet the totals, those after 200 passes.
/// @param totals  households a year that each sector is to receive; their sum
///                is that of the rows
/// @source Deming and Stephan 1940 (iterative proportional fitting).
SectorShares fit_pull(const std::vector<FlowRow>& rows,
                      const SectorShares& totals);

}  // namespace mingle::housing
