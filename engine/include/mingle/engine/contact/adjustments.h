// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/contact/schools.h>
#include <mingle/engine/contact/traits.h>
#include <mingle/engine/housing/persons.h>

namespace mingle::contact {

/// What is done to one person in one tick. Rows are those of
/// housing::PersonTable after the housing step; a person that has gone since
/// is told by its id and left out.
struct PersonAdjustment {
  PersonId person;
  std::uint64_t id = 0;  ///< persistent id of the person meant
  /// Added to the attitude to each other group by `slot`, SD. It decays with
  /// `half_life_ticks` and does not enter the anchor.
  std::array<float, slot_count> attitude{};
  float half_life_ticks = 4;
  /// Contacts a day with each broad group, averaged over the tick, of the
  /// quality of venues (CONTACT_PROG).
  std::array<float, max_broad> contacts{};
  std::array<std::uint8_t, max_broad> ties{};       ///< close ties added
  std::array<std::uint8_t, max_broad> weak_ties{};  ///< acquaintances added
  float english_up = 0;         ///< probability of one level more
  float employ_log_hazard = 0;  ///< added to the log hazard of finding work
  float participation_logit = 0;
};

/// What levers do to the module in one tick. Columns are by zone, row-major;
/// an empty one changes nothing. A stepper forgets them after the tick.
struct Adjustments {
  // Settings.
  std::vector<float> venue_visits;     ///< factor on visits to venues
  std::vector<float> venue_homophily;  ///< added to chi of venues, log-odds
  /// One-off events: share of those aged 11 and over who go, and contacts a
  /// day each has there, averaged over the tick (zone x 2).
  std::vector<float> events;
  /// Contacts a day of the adults of primary pupils at the school gate.
  std::vector<float> school_gate;
  std::vector<float> negative_factor;  ///< on negative contact (DAMP)
  /// The same of pupils of 11 and over alone.
  std::vector<float> negative_factor_pupils;

  // Attitudes, SD.
  /// Impulse on the mood towards each broad group (zone x max_broad); it
  /// fades with Rules::mood_half_life and enters no anchor (SHOCK).
  std::vector<float> mood;
  /// Lasting shift towards all others by stage of life (zone x stage_count);
  /// the anchor pulls it back (TOL_SHIFT).
  std::vector<float> attitude;

  // Roles.
  std::vector<float> participation_logit;
  std::vector<float> english_up;  ///< probability of one level more, adults
  std::vector<float> employ_log_hazard;
  float employer_discrimination = 1;        ///< factor on the hiring gap
  English arrival_english = English::none;  ///< least of adult arrivals

  // Incidents: the world, then what is seen of it.
  std::vector<float> incident_factor;  ///< on true incidents
  float report_rate = -1;              ///< share recorded; negative: Rules'

  /// Applied before pupils are placed, in order.
  std::vector<SchoolEdit> schools;
  std::vector<PersonAdjustment> persons;  ///< a person at most once

  bool empty() const;
};

}  // namespace mingle::contact
