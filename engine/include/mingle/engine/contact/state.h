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
