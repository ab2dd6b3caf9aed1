// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contact_rules.h"

#include <string>

namespace mingle {
namespace {

using contact::Setting;

void set_settings(const ParameterValues& value, contact::SettingRules& rules) {
  rules.school_contacts = value["contact_school"];
  rules.work_contacts = value["contact_work"];
  rules.random_contacts = {value["contact_random_child"],
                           value["contact_random_pupil"],
                           value["contact_random_adult"],
                           value["contact_random_older"]};
  rules.venue_contacts = value["contact_venue"];
  rules.friend_contacts = value["contact_friends"];
  rules.network_days = static_cast<int>(value["contact_network_days"]);
  rules.near_share = value["contact_near"];
  rules.adjacent_weight = value["contact_adjacent"];
  for (const Setting setting : {Setting::home,
                                Setting::neighbourhood,
                                Setting::school,
                                Setting::work,
                                Setting::venue,
                                Setting::friends}) {
    const auto at = static_cast<std::size_t>(setting);
    const std::string name{contact::name_of(setting)};
    rules.quality[at] = value["contact_quality_" + name];
    if (setting == Setting::home || setting == Setting::friends) continue;
    rules.homophily[at] = value["contact_homophily_" + name];
    rules.negative[at] = value["contact_negative_" + name];
  }
  rules.language_floor = value["contact_language_floor"];
  rules.language_gain = value["contact_language_gain"];
}

void set_attitudes(const ParameterValues& value,
                   contact::AttitudeRules& rules) {
  rules.contact = value["attitude_contact"];
  rules.half_contact = value["attitude_half_contact"];
  rules.negative = value["attitude_negative"];
  rules.event_size = value["attitude_event"];
  rules.threat = value["attitude_threat"];
  rules.threat_floor = value["attitude_threat_floor"];
  rules.threat_memory = value["attitude_threat_memory"];
  rules.influence = value["attitude_influence"];
  rules.peers = {value["attitude_peers_zone"],
                 value["attitude_peers_place"],
                 value["attitude_peers_group"]};
  rules.return_rate = value["attitude_return"];
  rules.anchor_young = value["attitude_anchor_young"];
  rules.anchor_adult = value["attitude_anchor_adult"];
  rules.selection = value["attitude_selection"];
  rules.diffusion = value["attitude_diffusion"];
  rules.young_contact = value["attitude_young_contact"];
  rules.slope = value["attitude_slope"];
  rules.level = value["attitude_level"];
  rules.common = value["attitude_common"];
  rules.inheritance = value["attitude_inheritance"];
  rules.mood_half_life = value["attitude_mood_half_life"];
  rules.fairness = value["attitude_fairness"];
  rules.pressure = value["attitude_pressure"];
  rules.choice = value["attitude_choice"];
}

void set_roles(const ParameterValues& value, contact::Rules& rules) {
  rules.english = {.level = value["english_level"],
                   .per_level = value["english_per_level"],
                   .per_year = value["english_per_year"],
                   .degree = value["english_degree"],
                   .own_share = value["english_own_share"],
                   .contact = value["english_contact"],
                   .young = value["english_young"]};
  rules.work = {.find_from_unemployment = value["work_find_unemployed"],
                .find_from_inactivity = value["work_find_inactive"],
                .fluency = value["work_fluency"],
                .student_share = value["work_students"],
                .student_end = value["work_student_end"],
                .hiring_gap = value["work_hiring_gap"],
                .decay = value["work_decay"]};
  rules.incomes = {.workless = value["contact_income_workless"],
                   .fluency = value["contact_income_fluency"]};
  rules.participation = {.level = value["participation_level"],
                         .renewal = value["participation_renewal"],
                         .degree = value["participation_degree"],
                         .english = value["participation_english"],
                         .local_ties = value["participation_ties"],
                         .fairness = value["participation_fairness"]};
}

}  // namespace

contact::Rules contact_rules(const ParameterValues& value) {
  contact::Rules rules;
  set_settings(value, rules.settings);
  rules.hours = {.home = value["contact_hours_home"],
                 .place = value["contact_hours_place"],
                 .other = value["contact_hours_other"],
                 .ties = value["contact_hours_ties"]};
  rules.ties = {.mean = value["tie_mean"],
                .homophily = value["tie_homophily"],
                .dissolution = value["tie_end"],
                .dissolution_new = value["tie_end_new"]};
  rules.weak_ties = {.contacts = value["weak_tie_contacts"],
                     .dissolution = value["weak_tie_end"]};
  set_attitudes(value, rules.attitudes);
  set_roles(value, rules);
  rules.schools = {.distance = value["school_distance"],
                   .quality = value["school_quality"],
                   .own_share = value["school_own_share"],
                   .faith = value["school_faith"],
                   .noise = value["school_noise"],
                   .choices = static_cast<int>(value["school_choices"]),
                   .considered = static_cast<int>(value["school_considered"]),
                   .faith_share = value["school_faith_share"],
                   .merger_distance = value["school_merger_distance"],
                   .new_places = static_cast<int>(value["school_new_places"])};
  rules.incidents = {.recorded = value["incident_recorded"],
                     .report_rate = value["incident_report_rate"],
                     .threshold = value["incident_threshold"]};
  return rules;
}

}  // namespace mingle
