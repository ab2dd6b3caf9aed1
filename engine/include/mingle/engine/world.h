// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/dwellings.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/neighbours.h>
#include <mingle/engine/rules.h>
#include <mingle/engine/tenure.h>
#include <mingle/engine/zones.h>

namespace mingle {

/// Where households that leave an authority go, from a table of past moves.
struct MigrationFlows {
  /// Share of moves that stay, by authority; in [0, 1].
  std::vector<double> stay_shares;
  /// Row of origin: cumulative shares of leavers over the destination
  /// authorities, ascending; what is left of 1 goes outside the study.
  /// authorities x authorities, or empty when all leavers go outside.
  std::vector<double> cumulative;
};

/// Households of each type that a run holds to. A type is an authority, a
/// group and a kind of dwelling, so that the homes of those who leave suit
/// those who come. One entry by tick 0..ticks; a single entry means held
/// throughout.
struct PopulationTargets {
  std::vector<std::vector<std::int32_t>> households;

  const std::vector<std::int32_t>& at(int tick) const {
    const auto last = households.size() - 1;
    const auto wanted = static_cast<std::size_t>(tick);
    return households[wanted < last ? wanted : last];
  }
};

/// All that is fixed for a run. Shared by every replicate and thread.
struct World {
  ZoneTable zones;
  AuthorityTable authorities;
  GroupScheme groups;
  NeighbourGraph neighbours;  ///< zones that touch
  Rules rules;
  GroupCounts communal;  ///< residents of communal establishments, fixed
  DwellingTable dwellings;
  MigrationFlows flows;
  PopulationTargets targets;  ///< by type, see type_of()
  int ticks = 0;  ///< horizon the targets and dwellings were made for

  // Derived by index_world().
  std::vector<std::uint32_t> local_zone;  ///< place within its authority
  std::vector<std::uint32_t> first_cell;  ///< of each authority, and the end
  std::vector<std::size_t> first_decay;   ///< into `decay`, by authority
  /// `(1 + d)^-delta` between zones of an authority, row of origin; d in km
  /// between centroids, `0.5 sqrt(area / pi)` within a zone.
  std::vector<double> decay;

  std::size_t cells() const { return first_cell.back(); }
  /// Number of household types: authorities x groups x kinds.
  std::size_t types() const {
    return authorities.size() * groups.size() * kind_count;
  }
  /// Row of PopulationTargets of a household.
  std::size_t type_of(std::size_t authority,
                      std::size_t group,
                      std::size_t kind) const {
    return (authority * groups.size() + group) * kind_count + kind;
  }
  std::size_t authority_zones(AuthorityId authority) const {
    return authorities.zones[authority.index()].size();
  }
  CellId cell(ZoneId zone, std::size_t kind) const {
    const AuthorityId authority = zones.authorities[zone.index()];
    return CellId{
        first_cell[authority.index()] +
        static_cast<std::uint32_t>(kind * authority_zones(authority)) +
        local_zone[zone.index()]};
  }
  AuthorityId authority_of(CellId cell) const {
    return zones.authorities[zone_of(cell).index()];
  }
  ZoneId zone_of(CellId cell) const { return places_[cell.index()].zone; }
  /// The same as zone_of() where the authority is known, from a table that
  /// stays in the cache.
  ZoneId zone_within(std::size_t authority, CellId cell) const {
    const std::vector<ZoneId>& within = authorities.zones[authority];
    const auto zone_count = static_cast<std::uint32_t>(within.size());
    return within[(cell.value() - first_cell[authority]) % zone_count];
  }
  std::size_t kind_of(CellId cell) const { return places_[cell.index()].kind; }
  const double* decay_from(ZoneId zone) const {
    const AuthorityId authority = zones.authorities[zone.index()];
    return decay.data() + first_decay[authority.index()] +
           std::size_t{local_zone[zone.index()]} * authority_zones(authority);
  }

 private:
  friend void index_world(World& world);
  struct CellPlace {
    ZoneId zone;
    std::uint8_t kind = 0;
  };
  std::vector<CellPlace> places_;  ///< of each cell
};

/// Fills the derived columns from zones, authorities and rules. Call once,
/// before dwellings are laid out.
void index_world(World& world);

}  // namespace mingle
