// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/contact/schools.h>
#include <mingle/engine/contact/traits.h>
#include <mingle/engine/housing/persons.h>

namespace mingle::contact {
namespace {

template <class Enum, std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& names,
                      Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view name_of(Setting setting) {
  static constexpr std::array<std::string_view, setting_count> names{
      "home", "neighbourhood", "school", "work", "venue", "friends"};
  return pick(names, setting);
}

std::string_view name_of(English english) {
  static constexpr std::array<std::string_view, english_count> names{
      "cannot", "not_well", "well", "very_well_or_main"};
  return pick(names, english);
}

std::string_view name_of(Employment employment) {
  static constexpr std::array<std::string_view, employment_count> names{
      "employed", "unemployed", "inactive", "student"};
  return pick(names, employment);
}

std::string_view name_of(Qualification qualification) {
  static constexpr std::array<std::string_view, qualification_count> names{
      "none", "below_degree", "degree"};
  return pick(names, qualification);
}

std::string_view name_of(Stage stage) {
  static constexpr std::array<std::string_view, stage_count> names{
      "under_11", "11_to_17", "18_to_64", "65_plus"};
  return pick(names, stage);
}

std::string_view name_of(Phase phase) {
  static constexpr std::array<std::string_view, phase_count> names{"primary",
                                                                   "secondary"};
  return pick(names, phase);
}

std::string_view name_of(Admissions rule) {
  static constexpr std::array<std::string_view, admissions_count> names{
      "distance", "catchment", "banding", "lottery", "faith"};
  return pick(names, rule);
}

Stage stage_of(int age) {
  if (age < secondary_age) return Stage::child;
  if (age < housing::adult_age) return Stage::pupil;
  return age < housing::pension_age ? Stage::adult : Stage::older;
}

std::uint16_t SchoolTable::add(ZoneId zone, Phase phase, std::int32_t pupils) {
  zones.push_back(zone);
  phases.push_back(phase);
  capacity.push_back(pupils);
  rules.push_back(Admissions::distance);
  own_rules.push_back(rules.back());
  faith.push_back(0);
  quality.push_back(5.5F);
  open.push_back(1);
  linked.push_back(no_school);
  linked_share.push_back(0.0F);
  return static_cast<std::uint16_t>(zones.size() - 1);
}

bool Adjustments::empty() const {
  return venue_visits.empty() && venue_homophily.empty() && events.empty() &&
         school_gate.empty() && negative_factor.empty() &&
         negative_factor_pupils.empty() && mood.empty() && attitude.empty() &&
         participation_logit.empty() && english_up.empty() &&
         employ_log_hazard.empty() && employer_discrimination == 1 &&
         arrival_english == English::none && incident_factor.empty() &&
         report_rate < 0 && schools.empty() && persons.empty();
}

}  // namespace mingle::contact
