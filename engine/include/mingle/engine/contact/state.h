// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/contact/schools.h>
#include <mingle/engine/contact/traits.h>
#include <mingle/engine/contact/world.h>
#include <mingle/engine/housing/state.h>

namespace mingle::contact {

/// Part of a person's attitude that a programme added and that decays on its
/// own half-life.
struct ProgrammeEffect {
  PersonId person;
  std::uint64_t id = 0;
  std::array<float, slot_count> attitude{};  ///< what is left of it, SD
  float half_life_ticks = 4;
};

/// Acquaintances of a person in other groups beyond the settings of every
/// day; only levers make them.
struct WeakTies {
  PersonId person;
  std::array<std::uint8_t, slot_count> counts{};  ///< by slot
  std::uint64_t id = 0;                           ///< persistent, of the person
  bool operator==(const WeakTies&) const = default;
};

/// Change of the residents of zones, for threat. Columns zone x max_broad.
struct ZoneTrend {
  std::vector<float> share;   ///< last tick
  std::vector<float> change;  ///< last change of share, a tick
  std::vector<float> slope;   ///< exponential mean of the change a year
  /// By broad group: variance of one tick's change over s (1 - s) / N.
  std::array<double, max_broad> noise{};
};

/// Incidents of a time.
struct Incidents {
  double expected = 0;        ///< true ones, expectation
  std::int64_t happened = 0;  ///< true ones, drawn
  std::int64_t recorded = 0;
};

/// Fifths of income; the first is the lowest.
inline constexpr std::size_t income_fifth_count = 5;

/// What is kept of the incomes of households.
struct IncomeTrack {
  /// Whose members' work or English changed in the last step.
  std::vector<HouseholdId> due;
  /// By social class and adults of working age (1, 2, 3 and more): share of
  /// the full income that households have on the whole at the start.
  std::array<double, housing::social_class_count * 3> usual{};
  /// Households by fifth a year ago (row) and at the last anniversary, by
  /// broad group of the reference person.
  std::array<std::array<std::int64_t, income_fifth_count * income_fifth_count>,
             max_broad>
      moved{};
};

/// Forms on which pupils have named schools since the start.
struct SchoolForms {
  std::int64_t filled = 0;
  std::int64_t nearest_first = 0;  ///< with the nearest school at the head
};

/// All that changes beside housing::State, row by row with its persons.
struct State {
  std::vector<Traits> persons;
  SchoolTable schools;
  std::array<SchoolForms, phase_count> forms{};
  std::vector<ProgrammeEffect> programmes;
  std::vector<WeakTies> weak_ties;  ///< by person; of those who have any
  IncomeTrack incomes;
  /// Places in youth programmes given in each of the last four ticks.
  std::array<std::int64_t, 4> youth_places{};
  ZoneTrend trend;
  std::vector<float> mood;  ///< zone x max_broad, SD; fades
  /// Sums of attitudes at the end of the last tick for the means of peers.
  std::vector<std::int64_t> zone_attitudes;   ///< zone x own x slot pairs
  std::vector<std::int32_t> zone_people;      ///< zone x own, aged 11 or more
  std::vector<std::int64_t> place_attitudes;  ///< schools, then zones of work
  std::vector<std::int32_t> place_people;
  /// Mean attitude by own group and slot, SD.
  std::array<double, max_broad * slot_count> group_attitude{};
  /// Mean of exp(zeta x), likewise: now, and at the start.
  std::array<double, max_broad * slot_count> tilt{};
  std::array<double, max_broad * slot_count> tilt_start{};
  /// Share with tolerance under the threshold of incidents, likewise.
  std::array<double, max_broad * slot_count> intolerant{};
  Pools pools;                ///< who could meet whom in the last tick
  double tie_rate = 0;        ///< formation per contact, a year
  double participation = 0;   ///< a0, logit
  double incident_rate = 0;   ///< r0
  Incidents incidents;        ///< of the last tick
  Incidents incident_totals;  ///< since begin()
  int steps = 0;              ///< done since begin()
  int tick = 0;               ///< of the housing state at the last step

  double bytes_per_person() const {
    return static_cast<double>(sizeof(Traits));
  }
};

}  // namespace mingle::contact
