// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "system_keys.h"

#include <algorithm>
#include <array>

namespace mingle {
namespace {

/// Starts of keys; a whole key where nothing follows.
constexpr std::array<std::string_view, 62> full_only{
    "contact.",
    "attitudes.",
    "area.tables.english",
    "area.tables.economic_activity",
    "area.tables.qualification",
    "demography.",
    "housing.alpha_full",
    "housing.class_similarity",
    "housing.price_weight",
    "housing.quality_weight",
    "housing.bedroom_weight",
    "housing.rent_limit",
    "housing.price_limit",
    "housing.deposit",
    "housing.tie",
    "housing.discrimination",
    "housing.appeal_file",
    "housing.supply_file",
    "housing.quota",
    "housing.sales_quota",
    "housing.class_utility.",
    "housing.mobility.",
    "housing.transition.",
    "housing.tenure_trend.",
    "housing.tenure_response",
    "housing.new_household.",
    "housing.owner.",
    "housing.private.",
    "housing.social.",
    "housing.conversion.",
    "housing.perceived.",
    "migration.pandemic_factor",
    "migration.group_destinations",
    "migration.vacancy_response",
    "migration.emigration_share",
    "migration.moved_in_rate",
    "migration.abroad_rate",
    "migration.arrival.",
    "migration.dispersal.",
    "migration.leave.",
    "population.income.",
    "population.price.",
    "population.social_rent.",
    "population.register.",
    "population.composition.",
    "population.lone_parent.",
    "population.born_abroad_ratio",
    "population.vacancy_rate_social",
    "population.partner_spread",
    "population.age_at_birth",
    "population.age_at_birth_spread",
    "population.years_before_home",
    "population.years_beyond_ten",
    "area.earlier_zones.",
    "area.tables.bedrooms",
    "area.tables.composition",
    "area.tables.age",
    "area.tables.social_class",
    "area.tables.residence_length",
    "area.tables.deprivation",
    "area.tables.house_prices",
    "area.tables.mobility_by_group"};

/// Whole keys, or starts that end in a dot.
constexpr std::array<std::string_view, 4> relocation_only{
    "housing.move_rate.",
    "housing.alpha",
    "housing.alpha_sampled",
    "migration.stay_share"};

}  // namespace

bool only_full_system_reads(std::string_view key) {
  return std::any_of(
      full_only.begin(), full_only.end(), [key](std::string_view start) {
        return !start.empty() && key.rfind(start, 0) == 0;
      });
}

bool is_contact_key(std::string_view key) {
  return key.rfind("contact.", 0) == 0 || key.rfind("attitudes.", 0) == 0;
}

bool only_relocation_reads(std::string_view key) {
  return std::any_of(relocation_only.begin(),
                     relocation_only.end(),
                     [key](std::string_view start) {
                       return start.back() == '.' ? key.rfind(start, 0) == 0
                                                  : key == start;
                     });
}

}  // namespace mingle
