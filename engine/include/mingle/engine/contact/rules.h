// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include <mingle/engine/contact/traits.h>

namespace mingle::contact {

/// Every number below is the parameter of the same meaning in
/// scenarios/parameters.csv, where default, range, unit, source and grade
/// are. Rates are per year unless said otherwise; docs/methods/contact.md has
/// the equations.

/// How contacts outside home and friends are found.
enum class Resolution : std::uint8_t {
  pools,   ///< each person has the mean of its pools
  network  ///< drawn person by person, in one authority
};
inline constexpr std::size_t resolution_count = 2;

/// Contacts a day, homophily, quality.
struct SettingRules {
  Resolution resolution = Resolution::pools;
  int network_days = 7;         ///< days drawn, which stand for a tick
  double school_contacts = 10;  ///< pupils
  double work_contacts = 3.5;   ///< those in work, on a mean day
  /// Chance meetings and neighbours, by stage of life.
  std::array<double, stage_count> random_contacts{2, 2, 4, 3};
  double venue_contacts = 1;      ///< those who take part
  double friend_contacts = 1.5;   ///< those with a close tie
  double near_share = 0.7;        ///< of chance meetings; the rest anywhere in
                                  ///< the authority
  double adjacent_weight = 0.17;  ///< of zones next door, near home
  /// chi: log-odds against another group, by setting.
  std::array<double, setting_count> homophily{0, 0.2, 0.4, 0.15, 0.3, 0};
  std::array<double, setting_count> quality{1.0, 0.15, 0.6, 0.5, 0.6, 1.0};
  /// nu: share of contacts across groups that are bad.
  std::array<double, setting_count> negative{0, 0.08, 0.08, 0.04, 0, 0};
  /// Quality across groups of those with little English: floor, and gain a
  /// level.
  double language_floor = 0.4;
  double language_gain = 0.2;
};

/// Waking hours by place, for experienced exposure; they add up to 1. Those
/// without a school, a job or a tie spend that part at home.
struct HourRules {
  double home = 0.45;
  double place = 0.25;  ///< school or work
  double other = 0.20;
  double ties = 0.10;
};

struct TieRules {
  double mean = 8;         ///< close ties of a person at the start
  double homophily = 0.9;  ///< chi_F, log-odds
  double dissolution = 0.12;
  double dissolution_new = 0.30;  ///< in the first year in an authority
};

/// Acquaintances that levers bring about.
struct WeakTieRules {
  double contacts = 0.05;  ///< a day with each
  double dissolution = 0.5;
};

struct AttitudeRules {
  double contact = 0.30;        ///< k_c
  double half_contact = 0.5;    ///< C50, quality-weighted contacts a day
  double negative = 3.0;        ///< k_n
  double event_size = 0.25;     ///< contact-years that one bad event is worth:
                                ///< a contact a day for a quarter
  double threat = 2.0;          ///< k_t, per unit of share a year
  double threat_floor = 0.005;  ///< c0, share a year
  double threat_memory = 2.0;   ///< years
  double influence = 0.2;       ///< k_s
  std::array<double, 3> peers{0.5, 0.3, 0.2};  ///< zone, place, own group
  double return_rate = 0.3;                    ///< k_r
  double anchor_young = 0.25;                  ///< k_a, ages 11-24
  double anchor_adult = 0.02;                  ///< k_a, later
  double selection = 0.25;                     ///< zeta
  double diffusion = 0.15;                     ///< SD a square root of a year
  double young_contact = 2.0;                  ///< factor on k_c, ages 11-17
  double slope = 1.2;  ///< of tolerance: logistic(slope x + level)
  double level = 0.6;
  double common = 0.6;          ///< correlation of a person's attitudes
  double inheritance = 0.4;     ///< of a parent's attitudes at 11
  double mood_half_life = 1.0;  ///< ticks
  double fairness = 0.1;        ///< SD a year per unit of perceived fairness
  double pressure = 0.25;       ///< SD a year per unit of service pressure
  double choice = 0.15;         ///< phi: of tolerance on the choice of a home
};

struct EnglishRules {
  double level = -1.6;  ///< log hazard of one level more
  double per_level = -0.5;
  double per_year = -0.02;  ///< of age over 30
  double degree = 0.8;
  double own_share = -0.6;
  double contact = 0.25;  ///< per ln(1 + contacts a day with the largest group)
  double young = 0.5;     ///< hazard under 18
};

struct WorkRules {
  double find_from_unemployment = 1.2;
  double find_from_inactivity = 0.08;
  double fluency = 0.95;       ///< log-odds of work at English `well` or more
  double student_share = 0.4;  ///< of those who turn 18
  double student_end = 0.33;
  double hiring_gap = 0.2;  ///< fewer offers to visible minorities
  double decay = 0.08;      ///< of commuting, per km
};

/// Incomes of households by the work and English of their members.
struct IncomeRules {
  /// What an adult of working age without work adds to the income of the
  /// household, over one with work.
  double workless = 0.4;
  double fluency = 0.19;  ///< more, of one in work with English `well` or more
};

struct ParticipationRules {
  double level = 0.25;      ///< share who take part at the start
  double renewal = 0.5;     ///< rate at which people reconsider
  double degree = 0.3;      ///< logit
  double english = 0.2;     ///< logit a level
  double local_ties = 0.4;  ///< logit per mean number of ties
  double fairness = 0.5;    ///< logit per unit of perceived fairness
};

struct SchoolRules {
  double distance = -0.35;  ///< utility per km
  double quality = 0.3;     ///< per decile
  double own_share = 0.2;   ///< per ln(share + 0.05)
  double faith = 1.0;
  double noise = 1;            ///< scale of the Gumbel term
  int choices = 6;             ///< schools on the form
  int considered = 12;         ///< nearest schools looked at
  double faith_share = 0.2;    ///< households that count as of a school's faith
  double merger_distance = 3;  ///< farthest between merged schools, km
  int new_places = 600;        ///< of a school that a lever opens
};

struct IncidentRules {
  double recorded = 0.00084;  ///< a head and year at the start
  double report_rate = 0.4;
  double threshold = 0.2;  ///< tolerance below which offences come from
};

struct Rules {
  SettingRules settings;
  HourRules hours;
  TieRules ties;
  WeakTieRules weak_ties;
  AttitudeRules attitudes;
  EnglishRules english;
  WorkRules work;
  IncomeRules incomes;
  ParticipationRules participation;
  SchoolRules schools;
  IncidentRules incidents;
};

}  // namespace mingle::contact
