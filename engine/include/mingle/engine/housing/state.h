// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/counts.h>
#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/persons.h>
#include <mingle/engine/housing/stock.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/state.h>

namespace mingle::housing {

/// Why the residents of a zone changed; the change in an index is split by it.
enum class Cause : std::uint8_t {
  move_owner,    ///< moves within an authority into owner-occupation
  move_social,   ///< ... into social renting
  move_private,  ///< ... into private renting
  migration,     ///< between authorities of the study
  arrival,
  departure,
  birth,
  death,
  formation,  ///< leaving home, splitting up
  couple,     ///< moving in with a partner
  supply      ///< into a home nobody lived in before, or out of one that is
              ///< demolished, whoever moves
};
inline constexpr std::size_t cause_count = 11;
std::string_view name_of(Cause cause);

/// All that changes during a run of the housing system. Rows of free
/// households and persons are kept for use again. Change it by the functions
/// of state_edits.h, which keep the counts true.
struct State {
  PersonTable persons;
  HouseholdTable households;
  DwellingTable dwellings;
  std::vector<Vacancies> vacancies;  ///< by authority, ordered by cell, then
                                     ///< dwelling; without closed dwellings
  GroupCounts residents;             ///< persons, with communal residents
  GroupCounts by_group;  ///< households by group of the reference person
  ZoneCounts by_tenure;  ///< households
  ZoneCounts by_class;   ///< households by social class, zone x 5
  /// Persons of each authority and group, row-major, communal residents
  /// excluded.
  std::vector<std::int32_t> by_authority;
  /// Net change of residents since clear_changes(), by cause: zone x group.
  std::vector<GroupCounts> changes;

  /// By zone and priced sector (owner, private): log of price over base.
  std::vector<double> log_prices;  ///< zones x 2, row-major
  /// By authority and group: share who believe letting is fair, 0..1.
  std::vector<double> fairness;
  /// By zone: smoothed relative growth of residents over capacity, >= -1.
  std::vector<double> service_pressure;
  /// By zone and priced sector: households that applied in the last tick.
  std::vector<std::int32_t> applicants;
  /// By zone: social homes let since the start, and of them to the two most
  /// urgent bands; zones x 2.
  std::vector<std::int32_t> lettings;
  /// By zone: residents that local services were made for (at the start).
  std::vector<std::int32_t> capacity;
  /// By authority and class of household: hazard of deciding to move of a
  /// household under no pressure; authorities x classes, row-major.
  std::vector<double> hazard_scale;
  /// By authority and class of movers: factor on the shares in which homes of
  /// the sector are sought that balances what is received and lost at the
  /// start.
  std::vector<double> sector_pull;
  /// By authority, origin and sector: households a year that find a home, as
  /// the balance of the start expects; row-major.
  std::vector<double> expected_found;
  /// By authority and class of movers: households a year that move into a home,
  /// as that balance expects.
  std::vector<double> expected_moved_in;
  /// By authority and sector: vacant share of its homes at the start.
  std::vector<double> vacant_at_start;

  /// What levers change of the rules in this tick; empty without levers.
  Policy policy;

  int tick = 0;
  int replicate = 0;

  double bytes_per_household() const;
};

/// Fills counts and vacancies from households, persons and dwellings.
/// @throws std::logic_error if two households share a dwelling.
void recount(const World& world, State& state);

/// What is inconsistent in `state`, or nothing: counts against a recount,
/// occupants against residences, lists of members, vacancies, free rows.
/// Slow.
std::vector<std::string> inconsistencies(const World& world,
                                         const State& state);

}  // namespace mingle::housing
