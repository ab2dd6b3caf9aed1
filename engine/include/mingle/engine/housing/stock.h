// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include <mingle/engine/dwellings.h>
#include <mingle/engine/id.h>
#include <mingle/engine/tenure.h>

namespace mingle::housing {

/// The three ways a home is allocated.
enum class Sector : std::uint8_t { owner, social, private_rented };
inline constexpr std::size_t sector_count = 3;
using SectorShares = std::array<double, sector_count>;

constexpr Sector sector_of(Tenure tenure) {
  switch (tenure) {
    case Tenure::owned_outright:
    case Tenure::owned_mortgage:
      return Sector::owner;
    case Tenure::social_council:
    case Tenure::social_other:
      return Sector::social;
    case Tenure::private_rented:
      break;
  }
  return Sector::private_rented;
}
std::string_view name_of(Sector sector);

/// A kind is a tenure and a class of bedrooms (0..3 for 1, 2, 3, 4 or more);
/// numbered as mingle::kind_of().
inline constexpr std::size_t bedroom_class_count = size_class_count;
constexpr Tenure tenure_of_kind(std::size_t kind) {
  return static_cast<Tenure>(kind / bedroom_class_count);
}
constexpr std::size_t bedrooms_of_kind(std::size_t kind) {
  return kind % bedroom_class_count;
}

/// Dwellings as columns; 12 bytes a row. Rows are only ever added at the end.
/// The cell (zone and kind, see mingle::World) changes when the tenure does:
/// an occupied dwelling has the tenure of its household.
struct DwellingTable {
  std::vector<CellId> cells;
  std::vector<HouseholdId> occupants;      ///< none: vacant
  std::vector<std::int16_t> vacant_since;  ///< tick; meaningless if occupied
  /// Moves that a vacancy has already caused: 0 for a home that came free
  /// otherwise than by a move within the study.
  std::vector<std::uint8_t> chain;
  std::vector<std::uint8_t> flags;  ///< see DwellingFlag
  /// Persistent ids of homes that were built; those before them have the
  /// number of their row.
  std::vector<std::uint64_t> built_ids;

  std::size_t size() const { return cells.size(); }
  /// Persistent id, for random draws: it does not hang on what else is built.
  std::uint64_t id(DwellingId dwelling) const {
    const std::size_t first = cells.size() - built_ids.size();
    return dwelling.index() < first ? dwelling.index()
                                    : built_ids[dwelling.index() - first];
  }
  /// Adds a vacant dwelling; the caller puts it on the list of vacancies.
  /// Before the first build().
  DwellingId add(CellId cell, int tick);
  /// The same for a home that is built in a run.
  /// @param number  of the homes built in the cell in the tick, from 0
  DwellingId build(CellId cell, int tick, std::uint64_t number);
  /// Memory of a row, bytes.
  double bytes_per_row() const;
};

enum class DwellingFlag : std::uint8_t {
  closed = 1,         ///< demolished, or not built yet: nobody can take it
  to_demolish = 2,    ///< closes when its household leaves
  sensitive_let = 4,  ///< a social home let with care (need, not group)
  new_build = 8       ///< nobody has lived in it yet
};

}  // namespace mingle::housing
