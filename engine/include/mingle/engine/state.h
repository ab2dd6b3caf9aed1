// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/dwellings.h>
#include <mingle/engine/households.h>
#include <mingle/engine/world.h>

namespace mingle {

/// Vacant dwellings of one authority, ordered by dwelling and so by cell.
struct Vacancies {
  std::vector<DwellingId> dwellings;
  /// Where each cell's vacancies start; cells of the authority + 1.
  std::vector<std::uint32_t> first;
  /// Vacancies of each cell, as the weights of choices use them.
  std::vector<double> counts;
};

/// All that changes during a run.
struct State {
  HouseholdTable households;
  /// Household in each dwelling; none = vacant or not yet built.
  std::vector<HouseholdId> occupants;
  std::vector<Vacancies> vacancies;  ///< by authority
  std::vector<HouseholdId> outside;  ///< rows without a dwelling, ascending
  GroupCounts residents;             ///< persons, with communal residents
  GroupCounts by_group;  ///< households by group of the reference person
  std::vector<std::int32_t> by_type;  ///< households, see World::type_of()
  ZoneCounts by_tenure;               ///< households
  int tick = 0;
  int replicate = 0;

  /// Memory of the changing state per household, bytes.
  double bytes_per_household() const;
};

/// Fills counts and vacancies from households and dwellings.
/// @throws std::logic_error if two households share a dwelling.
void recount(const World& world, State& state);

/// What is inconsistent in `state`, or nothing: counts against a recount,
/// occupants against residences, vacancies against occupants. Slow.
std::vector<std::string> inconsistencies(const World& world,
                                         const State& state);

}  // namespace mingle
