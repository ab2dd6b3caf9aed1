// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mingle::levers {

/// What a lever can act on: an operator of the model and the number of it
/// that changes. A lever has no other way to touch the model.
enum class Mechanism : std::uint8_t {
  none,                     ///< NULL: nothing
  contact_event,            ///< CONTACT_EVENT attitude
  contact_programme,        ///< CONTACT_PROG attitude
  tolerance_shift,          ///< TOL_SHIFT attitude
  english_level_up,         ///< ENGLISH level_up
  english_entry,            ///< ENGLISH entry_level
  into_work,                ///< EMPLOY into_work
  income,                   ///< INCOME income
  next_generation,          ///< INCOME next_generation
  choice_share,             ///< ALLOC choice_share
  points_share,             ///< ALLOC points_share
  local_connection,         ///< ALLOC local_connection
  sensitive_cap,            ///< ALLOC sensitive_cap
  quota,                    ///< ALLOC quota
  registration,             ///< ALLOC registration
  dispersal_share,          ///< DEST dispersal_share
  dispersal_cap,            ///< DEST dispersal_cap
  arrival_elasticity,       ///< DEST arrival_elasticity
  landlord,                 ///< DISCRIM landlord
  employer,                 ///< DISCRIM employer
  dwellings,                ///< SUPPLY dwellings
  pitches,                  ///< SUPPLY pitches
  participation,            ///< PARTIC participation
  admissions,               ///< SCHOOL admissions
  new_school,               ///< SCHOOL new_school
  shock,                    ///< SHOCK attitude
  negative_contact,         ///< DAMP negative_contact
  negative_contact_school,  ///< DAMP negative_contact_school
  shock_size,               ///< DAMP shock
  reporting_rate,           ///< REPORT reporting_rate
  ties,                     ///< TIE ties
  arrivals,                 ///< VOLUME arrivals
  services,                 ///< SERVICES capacity
  visits,                   ///< VENUE visits
  venue_homophily,          ///< VENUE homophily
  school_gate,              ///< CONTACT_SCHOOL gate
  coverage,                 ///< COVERAGE coverage, of other levers
  fairness,                 ///< PARTIC fairness
  weak_ties                 ///< TIE weak
};
inline constexpr std::size_t mechanism_count = 39;

/// Part of the model that must run for a mechanism to act.
enum class Needs : std::uint8_t { nothing, housing, contact, schools };

struct MechanismInfo {
  Mechanism mechanism = Mechanism::none;
  std::string_view op;    ///< as in the design: "ALLOC"
  std::string_view name;  ///< of the number, "choice_share"
  /// Value at which nothing changes; NaN: where none is given.
  double neutral = 0;
  double minimum = 0;
  double maximum = 0;
  std::string_view unit;
  std::string_view meaning;  ///< what the number does, in words
  Needs needs = Needs::nothing;
};

std::span<const MechanismInfo> all_mechanisms();
const MechanismInfo& info_of(Mechanism mechanism);
/// By operator and name; null if there is none.
const MechanismInfo* find_mechanism(std::string_view op, std::string_view name);
/// "housing", "contact", "schools"; "" where nothing is needed.
std::string_view name_of(Needs needs);

}  // namespace mingle::levers
